//! Which two versions are compared: as the address says, else the two newest.

use leptos::prelude::*;

use super::Shown;
use crate::location;
use crate::memo::Memo;
use crate::stored::Stored;
use crate::ui::ident;

/// The older and the newer one: a number, or `draft`.
pub(super) fn chosen(shown: &Shown) -> (String, String) {
    let newest = shown.page.items.first().map_or(0, |version| version.version);
    let pair = if newest > 1 {
        ((newest - 1).to_string(), newest.to_string())
    } else {
        (newest.to_string(), "draft".to_owned())
    };
    let asked = |name: &str, otherwise: String| location::query(name).unwrap_or(otherwise);
    (asked("from", pair.0), asked("to", pair.1))
}

/// A list of all versions; `name` is what the address calls the choice.
pub(super) fn choice(
    shown: Stored<Shown>,
    name: &'static str,
    label: &'static str,
    value: Memo<String>,
) -> AnyView {
    let id = ident::fresh("version");
    let change = move |event| location::say(&[(name, &event_target_value(&event))]);
    let options = shown.with_value(|all| {
        let numbers = all.page.items.iter().map(|version| {
            let words = format!("Version {}", version.version);
            (version.version.to_string(), words)
        });
        let draft = ("draft".to_owned(), "The draft".to_owned());
        std::iter::once(draft).chain(numbers).collect::<Vec<_>>()
    });
    let options = options.into_iter().map(|(key, words)| {
        let mine = key.clone();
        view! { <option value=key prop:selected=move || value.with(|value| *value == mine)>{words}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id on:change=change>{options.collect_view()}</select>
        </div>
    }
    .into_any()
}
