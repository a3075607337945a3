//! The four lists with their sums, what was skipped, and how far a run has come. The links stay while
//! their figures change, so that reading again moves no focus.

use leptos::prelude::*;
use waypost_core::api::{Activity, ListSum, Progress};

use super::Showing;
use crate::address;
use crate::memo::memo;
use crate::ui::money::money;
use crate::words::count;

/// A list's name in addresses, its label, and its sum.
type List = (&'static str, &'static str, fn(&Activity) -> &ListSum);
const LISTS: [List; 4] = [
    ("waiting", "Waiting", |now| &now.waiting),
    ("sending", "Sending", |now| &now.sending),
    ("needs_you", "Needs you", |now| &now.needs_you),
    ("posted", "Posted, last 30 days", |now| &now.posted),
];

/// The lists above everything else.
pub(super) fn lists(showing: Showing) -> AnyView {
    let now = move || showing.activity.value();
    let running = memo(move || now().with(|now| now.as_ref().and_then(|now| now.progress.clone())));
    let skipped = memo(move || now().with(|now| now.as_ref().map_or(0, |now| now.skipped.count)));
    view! {
        {move || running.get().map(|running| progress(&running))}
        <nav class="card" aria-label="Lists">
            <ul class="lists">{LISTS.map(|list| one(showing, list)).into_iter().collect_view()}</ul>
        </nav>
        {move || self::skipped(showing, skipped.get())}
    }
    .into_any()
}

fn one(showing: Showing, (list, label, of): List) -> AnyView {
    let href = move || address::activity_in(&showing.here.id.get(), list, None);
    let current = move || showing.list.with(|shown| shown == list).then_some("page");
    let sum = memo(move || {
        showing.activity.value().with(|now| now.as_deref().map(|now| of(now).clone()))
    });
    let number = move || sum.with(|sum| sum.as_ref().map(|sum| sum.count));
    let class = move || match number() {
        Some(1..) if list == "needs_you" => "lists-count bad",
        _ => "lists-count",
    };
    view! {
        <li>
            <a href=href aria-current=current>
                <span class="lists-label">{label}</span>
                <span class=class>{number}</span>
                <span class="lists-money">{move || sum.with(|sum| sum.as_ref().map(|sum| money(&sum.money)))}</span>
            </a>
        </li>
    }
    .into_any()
}

fn skipped(showing: Showing, number: u64) -> Option<AnyView> {
    let number = usize::try_from(number).unwrap_or(usize::MAX);
    (number > 0).then(|| {
        let href = move || address::activity_in(&showing.here.id.get(), "skipped", None);
        let words = format!(
            "{} left out in the last 30 days, for reasons that are meant. ",
            count(number, "document was", "documents were")
        );
        view! { <p class="faint">{words}<a href=href>"Show them"</a></p> }.into_any()
    })
}

/// Counted, with the least time that is left.
pub(crate) fn progress(progress: &Progress) -> AnyView {
    let (done, of) = (progress.done.to_string(), progress.of.to_string());
    view! {
        <div class="progress" role="group" aria-label="Progress">
            <progress aria-label="Documents done" max=of value=done></progress>
            <p class="soft">{progress.message.clone()}</p>
        </div>
    }
    .into_any()
}

/// Why a list is empty.
pub(super) fn empty(list: &str) -> AnyView {
    let words = match list {
        "sending" => "Nothing is on its way right now.",
        "needs_you" => "Nothing waits for this any more.",
        "posted" => "Nothing was posted in the last 30 days.",
        "skipped" => "Nothing was left out in the last 30 days.",
        _ => "Nothing is waiting. Documents arrive when your TMS pushes them.",
    };
    view! { <p class="card-body soft">{words}</p> }.into_any()
}
