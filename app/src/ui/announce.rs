//! What a screen reader hears when something happens that has no focus: saved, sent, removed.
//!
//! Never the only copy of an error: errors stand on the screen as well. Invariant: there is one page
//! and one live region, so anything may speak, also after an answer came.

use std::cell::Cell;

use leptos::prelude::*;

use crate::signal::RwSignal;

thread_local! {
    static SAID: Cell<Option<RwSignal<String>>> = const { Cell::new(None) };
}

/// The one polite live region of the page; call once, at the root.
pub(crate) fn region() -> impl IntoView {
    let said = RwSignal::new(String::new());
    SAID.set(Some(said));
    view! {
        <p class="visually-hidden" role="status" aria-live="polite">{move || said.get()}</p>
    }
}

/// Says it.
pub(crate) fn say(words: &str) {
    if let Some(said) = SAID.get() {
        said.try_set(words.to_owned());
    }
}
