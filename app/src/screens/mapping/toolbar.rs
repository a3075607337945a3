//! Searching, the filters, and the keys in words. What is asked for stands in the address.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::rows::{Filter, Show, Tally};
use super::tools::Bench;
use super::{FilterSignal, exchange};
use crate::location;
use crate::memo::{Memo, memo};

/// The search field's element.
const SEARCH: &str = "find-line";

/// What the address asks for.
pub(super) fn filter() -> FilterSignal {
    memo(|| Filter {
        words: location::query("q").unwrap_or_default(),
        show: match location::query("show").as_deref() {
            Some("attention") => Show::Attention,
            Some("default") => Show::Default,
            Some("edited") => Show::Edited,
            _ => Show::All,
        },
        account: location::query("account").unwrap_or_default(),
    })
}

/// The bar above the grid.
pub(super) fn toolbar(bench: Bench, filter: FilterSignal, tally: Memo<Tally>) -> AnyView {
    slash_searches();
    let typed =
        move |event| go(&Filter { words: event_target_value(&event), ..filter.get_untracked() });
    let may_edit = bench.editor.may_edit;
    view! {
        <div class="card-head" role="search">
            <label class="visually-hidden" for=SEARCH>"Find a line or account"</label>
            <input class="input find" id=SEARCH type="search" placeholder="Find a line or account" autocomplete="off"
                prop:value=move || filter.with(|filter| filter.words.clone()) on:input=typed/>
            {toggle("Needs attention", Show::Attention, filter, memo(move || tally.with(|tally| tally.attention)))}
            {toggle("Using a default", Show::Default, filter, memo(move || tally.with(|tally| tally.defaulted)))}
            {toggle("Edited", Show::Edited, filter, memo(move || tally.with(|tally| tally.edited)))}
            {by_account(filter, tally)}
        </div>
        <div class="grid-tools">{keys(may_edit)}{exchange::links(bench)}</div>
    }
    .into_any()
}

fn toggle(label: &'static str, show: Show, filter: FilterSignal, number: Memo<usize>) -> AnyView {
    let on = move || filter.with(|filter| filter.show == show);
    let press = move |_| {
        let now = filter.get_untracked();
        let show = if now.show == show { Show::All } else { show };
        go(&Filter { show, ..now });
    };
    view! {
        <button type="button" class="button" aria-pressed=move || if on() { "true" } else { "false" } on:click=press>
            {label}" "<span class="amount">{move || number.get().to_string()}</span>
        </button>
    }
    .into_any()
}

/// Narrows the grid to what posts to one account.
fn by_account(filter: FilterSignal, tally: Memo<Tally>) -> AnyView {
    let change = move |event| {
        go(&Filter { account: event_target_value(&event), ..filter.get_untracked() });
    };
    let options = move || {
        let accounts = tally.with(|tally| tally.accounts.clone());
        let chosen = filter.with(|filter| filter.account.clone());
        accounts
            .into_iter()
            .map(|(title, id, rows)| {
                let selected = id == chosen;
                view! { <option value=id prop:selected=selected>{format!("{title} ({rows})")}</option> }
            })
            .collect_view()
    };
    view! {
        <select class="input by-account" aria-label="Lines that post to" on:change=change>
            <option value="" prop:selected=move || filter.with(|filter| filter.account.is_empty())>"Any account"</option>
            {options}
        </select>
    }
    .into_any()
}

/// The keys, in words.
fn keys(may_edit: bool) -> AnyView {
    let words = if may_edit { EDITING } else { &EDITING[..2] };
    let rows = words.iter().map(|(key, does)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*does}</dd> });
    view! {
        <details class="disclosure grid-keys">
            <summary>"Keys"</summary>
            <dl class="facts">{rows.collect_view()}</dl>
        </details>
    }
    .into_any()
}

/// What the grid's keys do; the first two need no right to edit.
const EDITING: &[(&str, &str)] = &[
    ("/", "Search"),
    ("Arrows", "Move"),
    ("Enter or F2", "Choose an account"),
    ("Shift and arrows", "Select several; what follows is done to all of them"),
    ("Ctrl A", "Select all that are shown"),
    ("Delete", "Use the default"),
    ("Ctrl D", "Fill down"),
    ("Ctrl C, Ctrl V", "Copy to a spreadsheet, paste from one"),
    ("Ctrl Z, Ctrl Y", "Undo, do again"),
    ("Ctrl Enter", "Review what moves"),
];

/// Puts a filter into the address without adding a page to the browser's history.
fn go(filter: &Filter) {
    let show = match filter.show {
        Show::Attention => "attention",
        Show::Default => "default",
        Show::Edited => "edited",
        Show::All => "",
    };
    location::say(&[("q", &filter.words), ("show", show), ("account", &filter.account)]);
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
