//! The tabs and the search field. Both are links and addresses, so that every view can be sent on.

use leptos::prelude::*;
use waypost_core::api::StateCounts;

use super::Lists;
use crate::address::encoded;
use crate::client::DocumentFilter;
use crate::location::{self, Left};
use crate::reactive::effect;
use crate::signal::RwSignal;
use crate::ui::ident;

/// The lists in the order in which a document passes them, with what each counts.
type List = (&'static str, &'static str, fn(&StateCounts) -> u64);
const LISTS: [List; 5] = [
    ("waiting", "Waiting", |counts| counts.waiting),
    ("sending", "Sending", |counts| counts.sending + counts.checking),
    ("needs_you", "Needs you", |counts| counts.needs_you),
    ("posted", "Posted", |counts| counts.posted),
    ("skipped", "Skipped", |counts| counts.skipped),
];

/// The address of a view; without a cursor it begins with the newest change.
pub(super) fn address(filter: &DocumentFilter, cursor: Option<&str>) -> String {
    let mut address = format!("/documents?state={}", encoded(&filter.state));
    let named = [
        ("subsidiary", filter.subsidiary.as_str()),
        ("q", filter.words.as_str()),
        ("cursor", cursor.unwrap_or_default()),
    ];
    for (name, value) in named.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.push_str(&format!("&{name}={}", encoded(value)));
    }
    address
}

/// One tab for each list, with its count.
pub(super) fn tabs(lists: Lists) -> AnyView {
    let tab = move |(state, label, count): List| {
        let href = move || {
            lists.filter.with(|filter| {
                address(&DocumentFilter { state: state.into(), ..filter.clone() }, None)
            })
        };
        let current = move || lists.filter.with(|filter| filter.state == state).then_some("page");
        let number = move || {
            lists
                .counts
                .value()
                .with(|counts| counts.as_deref().map(|counts| count(counts).to_string()))
        };
        view! { <li><a href=href aria-current=current>{label}" "<span class="amount">{number}</span></a></li> }
    };
    view! {
        <nav aria-label="Lists of documents">
            <ul class="tabs">{LISTS.map(tab).into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Searching in number, id and party.
pub(super) fn search(lists: Lists) -> AnyView {
    let id = ident::fresh("search");
    let words = RwSignal::new(String::new());
    effect(move || words.set(lists.filter.with(|filter| filter.words.clone())));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let filter = lists.filter.with_untracked(|filter| DocumentFilter {
            words: words.with_untracked(|words| words.trim().to_owned()),
            ..filter.clone()
        });
        location::go(&address(&filter, None), Left::BehindInPlace);
    };
    view! {
        <form class="card-head" role="search" on:submit=submit>
            <label class="visually-hidden" for=id.clone()>"Find a number, id or party"</label>
            <input class="input find" id=id type="search" placeholder="Find a number, id or party"
                prop:value=move || words.get() on:input=move |event| words.set(event_target_value(&event))/>
            <button type="submit" class="button">"Find"</button>
        </form>
    }
    .into_any()
}

/// Why a list is empty.
pub(super) fn empty(filter: &DocumentFilter) -> AnyView {
    if !filter.words.is_empty() {
        let all = address(&DocumentFilter { words: String::new(), ..filter.clone() }, None);
        return view! {
            <p class="card-body">"Nothing matches “" {filter.words.clone()} "” in this list. "<a href=all>"Show the whole list"</a></p>
        }
        .into_any();
    }
    let words = match filter.state.as_str() {
        "sending" => "Nothing is on its way right now.",
        "needs_you" => "Nothing needs you.",
        "posted" => "Nothing has been posted yet.",
        "skipped" => "Nothing was skipped.",
        _ => {
            "Nothing is waiting. Documents arrive when your TMS pushes them, or from a file below."
        }
    };
    view! { <p class="card-body soft">{words}</p> }.into_any()
}
