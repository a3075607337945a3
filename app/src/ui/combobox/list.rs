//! The list below (or above) the input: what is suggested and why, what else can be chosen, then what
//! cannot and why.

use leptos::html::Div;
use leptos::prelude::*;

use super::Combobox;
use crate::accounts::Choice;
use crate::ui::ident;

/// Room that the list needs below the input, in pixels, before it opens upwards.
const ROOM: i32 = 340;

/// The open list.
pub(super) fn list(this: Combobox) -> AnyView {
    let element = NodeRef::<Div>::new();
    let above = this.input.get_untracked().is_some_and(|input| {
        let height =
            window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
        let bottom = input.get_bounding_client_rect().bottom();
        height - bottom < f64::from(ROOM) && bottom > f64::from(ROOM)
    });
    view! {
        <div
            class="combobox-list"
            class:above=above
            role="listbox"
            id=this.list_id()
            aria-label="Accounts"
            node_ref=element
            // The focus stays in the input while the list is used with a pointer.
            on:mousedown=|event| event.prevent_default()
        >
            {move || this.choices.with(|choices| {
                let part = |of: fn(&Choice) -> bool| {
                    let numbered = choices.list.iter().enumerate();
                    numbered.filter(|(_, one)| of(one)).map(|(at, one)| option(this, at, one)).collect::<Vec<_>>()
                };
                view! {
                    {part(super::is_default)}
                    {group("Suggested", part(|one| one.evidence.is_some()))}
                    {part(|one| !super::is_default(one) && one.evidence.is_none() && one.refused.is_none())}
                    {group("Cannot be used here", part(|one| one.refused.is_some()))}
                }
            })}
            {move || note(this)}
        </div>
    }
    .into_any()
}

/// Options under a heading; nothing where there are none.
fn group(heading: &'static str, options: Vec<AnyView>) -> Option<AnyView> {
    let id = ident::fresh("group");
    let named = id.clone();
    (!options.is_empty()).then(|| {
        view! {
            <div role="group" aria-labelledby=named>
                <div class="combobox-group" role="presentation" id=id>{heading}</div>
                {options}
            </div>
        }
        .into_any()
    })
}

fn option(this: Combobox, at: usize, choice: &Choice) -> AnyView {
    let number = (!choice.number.is_empty())
        .then(|| view! { <span class="number">{choice.number.clone()}</span> });
    let about = (!choice.about.is_empty())
        .then(|| view! { <span class="account-class">{choice.about.clone()}</span> });
    let reason = choice.refused.clone().or_else(|| choice.evidence.clone());
    let reason = reason.map(|words| view! { <div class="combobox-reason">{words}</div> });
    let refused = choice.refused.is_some();
    let account = choice.account.clone();
    let is_current = {
        let shown = this.shown;
        let title = match choice.number.as_str() {
            "" => choice.name.clone(),
            number => format!("{number} {}", choice.name),
        };
        move || account.is_some() && shown.with(|shown| *shown == title)
    };
    view! {
        <div
            class="combobox-option"
            class:active=move || this.active.get() == at
            role="option"
            id=this.option_id(at)
            aria-selected=move || if is_current() { "true" } else { "false" }
            aria-disabled=refused.then_some("true")
            on:click=move |event| {
                // The cell around it is not clicked: that would begin to edit it again.
                event.stop_propagation();
                this.choose(at);
            }
        >
            <div class="account">{number}<span class="account-name">{choice.name.clone()}</span>{about}</div>
            {reason}
        </div>
    }
    .into_any()
}

fn note(this: Combobox) -> Option<AnyView> {
    let (none, more) =
        this.choices.with(|choices| (choices.list.iter().all(super::is_default), choices.more));
    let words = match (none, more) {
        (true, _) => "No account matches. Try a number or another word.",
        (false, true) => "There are more. Type to narrow the list.",
        (false, false) => return None,
    };
    Some(view! { <div class="combobox-note" role="presentation">{words}</div> }.into_any())
}

/// Brings the option into the list's window without moving the page.
pub(super) fn scroll_into_view(option: &web_sys::Element) {
    let Some(list) = option.closest(".combobox-list").ok().flatten() else { return };
    let (window, row) = (list.get_bounding_client_rect(), option.get_bounding_client_rect());
    let off = if row.top() < window.top() {
        row.top() - window.top()
    } else if row.bottom() > window.bottom() {
        row.bottom() - window.bottom()
    } else {
        return;
    };
    #[expect(clippy::cast_possible_truncation, reason = "pixels of a scrolled list fit an i32")]
    list.set_scroll_top(list.scroll_top() + off.round() as i32);
}
