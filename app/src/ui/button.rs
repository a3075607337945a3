//! Real buttons. One that is at work says so and does nothing when pressed again.

use leptos::prelude::*;

use crate::memo::Memo;
use crate::signal::RwSignal;

/// A button that acts.
pub(crate) fn button(words: impl Into<String>, act: impl Fn() + 'static) -> AnyView {
    let words: String = words.into();
    view! { <button type="button" class="button" on:click=move |_| act()>{words}</button> }
        .into_any()
}

/// A button that reads as a link, for what stands aside.
pub(crate) fn link(words: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" class="link" on:click=move |_| act()>{words}</button> }.into_any()
}

/// The one primary button of a view; says `busy_words` while `busy`.
pub(crate) fn primary(
    words: Memo<String>,
    busy: RwSignal<bool>,
    act: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button
            type="button"
            class="button primary"
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| if !busy.get_untracked() { act() }
        >
            {move || if busy.get() { "One moment…".to_owned() } else { words.get() }}
        </button>
    }
    .into_any()
}

/// The button that sends a form.
pub(crate) fn send(words: &'static str, busy: RwSignal<bool>) -> AnyView {
    view! {
        <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
            {move || if busy.get() { "One moment…" } else { words }}
        </button>
    }
    .into_any()
}
