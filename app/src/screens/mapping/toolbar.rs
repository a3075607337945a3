//! Searching and the two filters. All three stand in the address.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::FilterSignal;
use super::rows::{Filter, Show, Tally};
use crate::draft::Editor;
use crate::location;
use crate::reactive::memo;

/// The search field's element.
const SEARCH: &str = "find-line";

/// What the address asks for.
pub(super) fn filter() -> FilterSignal {
    memo(|| Filter {
        words: location::query("q").unwrap_or_default(),
        show: match location::query("show").as_deref() {
            Some("attention") => Show::Attention,
            Some("default") => Show::Default,
            _ => Show::All,
        },
    })
}

/// The bar above the grid.
pub(super) fn toolbar(editor: Editor, filter: FilterSignal, tally: Memo<Tally>) -> AnyView {
    slash_searches();
    let typed =
        move |event| go(&Filter { words: event_target_value(&event), ..filter.get_untracked() });
    let may_edit = editor.may_edit;
    view! {
        <div class="card-head" role="search">
            <label class="visually-hidden" for=SEARCH>"Find a line or account"</label>
            <input class="input find" id=SEARCH type="search" placeholder="Find a line or account" autocomplete="off"
                prop:value=move || filter.with(|filter| filter.words.clone()) on:input=typed/>
            {toggle("Needs attention", Show::Attention, filter, Signal::derive(move || tally.with(|tally| tally.attention)))}
            {toggle("Using a default", Show::Default, filter, Signal::derive(move || tally.with(|tally| tally.defaulted)))}
            <span class="faint push">{if may_edit { "/ to search, Enter to edit, Ctrl+Z to undo" } else { "/ to search" }}</span>
        </div>
    }
    .into_any()
}

fn toggle(label: &'static str, show: Show, filter: FilterSignal, number: Signal<usize>) -> AnyView {
    let on = move || filter.with(|filter| filter.show == show);
    let press = move |_| {
        let now = filter.get_untracked();
        let show = if now.show == show { Show::All } else { show };
        go(&Filter { show, ..now });
    };
    view! {
        <button type="button" class="button" aria-pressed=move || if on() { "true" } else { "false" } on:click=press>
            {label}" "<span class="amount">{move || number.get()}</span>
        </button>
    }
    .into_any()
}

/// Puts a filter into the address without adding a page to the browser's history.
fn go(filter: &Filter) {
    let show = match filter.show {
        Show::Attention => "attention",
        Show::Default => "default",
        Show::All => "",
    };
    location::say(&[("q", &filter.words), ("show", show)]);
}

/// A slash leads to the search field from wherever nothing is being typed.
fn slash_searches() {
    let pressed = window_event_listener(leptos::ev::keydown, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let typing = target.is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        });
        if event.key() != "/" || typing {
            return;
        }
        let field = document().get_element_by_id(SEARCH);
        if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            event.prevent_default();
            // A field that is not on the page takes no focus.
            let _ = field.focus();
        }
    });
    on_cleanup(move || pressed.remove());
}
