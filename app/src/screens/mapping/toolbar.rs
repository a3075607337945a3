//! Searching and the two filters. All three stand in the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use wasm_bindgen::JsCast;

use super::FilterSignal;
use super::rows::{Filter, Show, Tally};
use crate::address::encoded;
use crate::draft::Editor;
use crate::reactive::memo;

/// The search field's element.
const SEARCH: &str = "find-line";

/// What the address asks for.
pub(super) fn filter() -> FilterSignal {
    let query = use_query_map();
    memo(move || {
        query.with(|query| Filter {
            words: query.get("q").unwrap_or_default(),
            show: match query.get("show").as_deref() {
                Some("attention") => Show::Attention,
                Some("default") => Show::Default,
                _ => Show::All,
            },
        })
    })
}

/// The bar above the grid.
pub(super) fn toolbar(editor: Editor, filter: FilterSignal, tally: Memo<Tally>) -> AnyView {
    slash_searches();
    let go = going();
    let typed = {
        let go = go.clone();
        move |event| {
            let filter = Filter { words: event_target_value(&event), ..filter.get_untracked() };
            go(&filter);
        }
    };
    let may_edit = editor.may_edit;
    view! {
        <div class="card-head" role="search">
            <label class="visually-hidden" for=SEARCH>"Find a line or account"</label>
            <input class="input find" id=SEARCH type="search" placeholder="Find a line or account" autocomplete="off"
                prop:value=move || filter.with(|filter| filter.words.clone()) on:input=typed/>
            {toggle("Needs attention", Show::Attention, filter, go.clone(), Signal::derive(move || tally.with(|tally| tally.attention)))}
            {toggle("Using a default", Show::Default, filter, go, Signal::derive(move || tally.with(|tally| tally.defaulted)))}
            <span class="faint push">{if may_edit { "/ to search, Enter to edit, Ctrl+Z to undo" } else { "/ to search" }}</span>
        </div>
    }
    .into_any()
}

fn toggle(
    label: &'static str,
    show: Show,
    filter: FilterSignal,
    go: impl Fn(&Filter) + 'static,
    number: Signal<usize>,
) -> AnyView {
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
fn going() -> impl Fn(&Filter) + Clone + 'static {
    let navigate = use_navigate();
    let query = use_query_map();
    move |filter: &Filter| {
        let mut parts = Vec::new();
        if !filter.words.is_empty() {
            parts.push(format!("q={}", encoded(&filter.words)));
        }
        match filter.show {
            Show::Attention => parts.push("show=attention".to_owned()),
            Show::Default => parts.push("show=default".to_owned()),
            Show::All => {}
        }
        if let Some(document) = query.with_untracked(|query| query.get("document")) {
            parts.push(format!("document={}", encoded(&document)));
        }
        let path = window().location().pathname().unwrap_or_default();
        let options = NavigateOptions { scroll: false, replace: true, ..Default::default() };
        navigate(&format!("{path}?{}", parts.join("&")), options);
    }
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
