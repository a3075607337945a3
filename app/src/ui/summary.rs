//! What is wrong with a form, above it: the same words as at the fields, each leading to its field.
//!
//! It takes the focus when a form could not be sent, and says nothing before that.

use leptos::prelude::*;

use super::field::Field;
use super::focus::focus;

use crate::stored::Stored;

/// The summary of a form's fields; copied freely.
#[derive(Clone, Copy)]
pub(crate) struct Summary {
    fields: Stored<Vec<Field>>,
}

impl Summary {
    /// A summary of these fields.
    pub(crate) fn of(fields: &[&Field]) -> Self {
        let fields = fields.iter().map(|field| (*field).clone()).collect();
        Self { fields: Stored::new(fields) }
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
        let id = self.id();
        request_animation_frame(move || focus(&id));
    }

    /// The element of the summary, called after its first field.
    fn id(self) -> String {
        let first = |fields: &Vec<Field>| fields.first().map(|field| format!("{}-form", field.id));
        self.fields.with_value(first).unwrap_or_default()
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
            <div class="summary" tabindex="-1" id=self.id()>
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
