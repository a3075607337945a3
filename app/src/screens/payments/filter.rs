//! The tabs: one address for each decision, and one for drift; and why a list is empty.

use leptos::prelude::*;

use super::Showing;
use crate::address;

/// What drift is called in the address.
pub(super) const DRIFT: &str = "drift";

/// A decision's name in addresses, and its label.
const LISTS: [(&str, &str); 8] = [
    ("", "All"),
    ("export", "Exported"),
    ("import", "Imported"),
    ("wait", "Waiting"),
    ("hold", "Held"),
    ("skip", "Skipped"),
    ("echo", "Echoes"),
    (DRIFT, "Drift"),
];

/// One tab for each list.
pub(super) fn tabs(showing: Showing) -> AnyView {
    let tab = move |(decision, label): (&'static str, &'static str)| {
        let href = move || address::payments_with(&showing.here.id.get(), decision, None);
        let current = move || showing.decision.with(|shown| shown == decision).then_some("page");
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    };
    view! {
        <nav aria-label="Lists of payments">
            <ul class="tabs">{LISTS.map(tab).into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Why a list is empty; `nothing_open` says that no other payment is listed below.
pub(super) fn empty(decision: &str, nothing_open: bool) -> AnyView {
    let words = match decision {
        "" if nothing_open => return none(),
        "" => "No payment names a document of this subsidiary.",
        "export" => "No payment was sent to the books.",
        "import" => "No payment was taken from the books.",
        "wait" => "No payment waits for its invoice.",
        "hold" => "No payment waits for a person.",
        "skip" => "No payment was left where it was entered.",
        "echo" => "No payment of ours was seen again in the books.",
        _ => "There are no such payments.",
    };
    view! { <p class="card-body soft">{words}</p> }.into_any()
}

/// First use: nothing was paid yet, as far as anybody said.
fn none() -> AnyView {
    view! {
        <div class="card-body stack tight">
            <h2>"No payment yet"</h2>
            <p class="soft">"Payments get here from your TMS, as they are entered there; from a factor's report that is uploaded here; and from the books, where they are looked for every 12 hours."</p>
        </div>
    }
    .into_any()
}
