//! What is wrong with a form, above it: the same words as at the fields, each leading to its field.
//!
//! It takes the focus when a form could not be sent, and says nothing before that.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::field::Field;

/// The summary of a form's fields; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Summary {
    fields: StoredValue<Vec<Field>>,
    place: NodeRef<Div>,
}

impl Summary {
    /// A summary of these fields.
    pub(crate) fn of(fields: &[&Field]) -> Self {
        let fields = fields.iter().map(|field| (*field).clone()).collect();
        Self { fields: StoredValue::new(fields), place: NodeRef::new() }
    }

    /// Whether something is wrong; then the summary takes the focus, once its words are drawn.
    pub(crate) fn refuses(self, right: &[bool]) -> bool {
        let wrong = right.contains(&false);
        if wrong {
            self.take_focus();
        }
        wrong
    }

    fn take_focus(self) {
        request_animation_frame(move || {
            if let Some(place) = self.place.try_get_untracked().flatten() {
                // A form that left the page takes no focus.
                let _ = place.focus();
            }
        });
    }

    /// The summary on the screen; nothing while nothing is wrong.
    pub(crate) fn show(self) -> AnyView {
        let wrong = move || {
            let fields = self.fields.get_value();
            fields
                .into_iter()
                .filter_map(|field| field.error.get().map(|words| (field.id, words)))
                .collect::<Vec<_>>()
        };
        view! {
            <div class="summary" tabindex="-1" node_ref=self.place>
                {move || {
                    let wrong = wrong();
                    (!wrong.is_empty()).then(|| view! {
                        <div class="banner bad">
                            <strong>"This could not be sent"</strong>
                            <ul>{wrong.into_iter().map(item).collect_view()}</ul>
                        </div>
                    })
                }}
            </div>
        }
        .into_any()
    }
}

fn item((id, words): (String, String)) -> AnyView {
    let href = format!("#{id}");
    view! {
        <li>
            <a href=href on:click=move |event| {
                event.prevent_default();
                focus(&id);
            }>{words}</a>
        </li>
    }
    .into_any()
}

/// Gives the focus to an element of this page.
pub(crate) fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) =
        element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        // An element that is hidden takes no focus.
        let _ = element.focus();
    }
}
