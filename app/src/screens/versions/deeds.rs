//! Who did what, when: the subsidiary's part of the audit log, with the accounts that were changed (R53).

use leptos::prelude::*;
use waypost_core::api::{Deed, Page, SlotChange};
use waypost_core::names;

use super::Shown;
use crate::draft::moving::title;
use crate::load::Load;
use crate::session;
use crate::stored::Stored;
use crate::ui::loaded::loaded;
use crate::ui::moment::moment;
use crate::words::{self, count};

/// Slots named in a row; the rest is counted.
const MOST: usize = 4;

/// The table.
pub(super) fn deeds(shown: Stored<Shown>) -> AnyView {
    let id = shown.with_value(|all| all.id.clone());
    let load: Load<Page<Deed>> = Load::new(move || {
        let id = id.clone();
        async move { session::client().deeds(&id).await }
    });
    view! {
        <div class="card-head"><h2>"Who did what"</h2></div>
        {loaded(load, "what was done", move |page| table(shown, &page))}
    }
    .into_any()
}

fn table(shown: Stored<Shown>, page: &Page<Deed>) -> AnyView {
    let rows = page.items.iter().map(|deed| row(shown, deed)).collect_view();
    let older = page.next.is_some().then(|| {
        view! { <p class="card-body faint">"Only the newest 100 are listed; the older ones are kept."</p> }
    });
    view! {
        <table class="table">
            <thead><tr>
                <th scope="col">"When"</th>
                <th scope="col">"Who"</th>
                <th scope="col">"What"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {older}
    }
    .into_any()
}

fn row(shown: Stored<Shown>, deed: &Deed) -> AnyView {
    // The log names a person with an id, because names change; here the name is enough.
    let who = deed.actor.split(" (").next().unwrap_or_default().to_owned();
    let named = deed.slots.iter().take(MOST).map(|change| slot(shown, change)).collect_view();
    let rest = deed.slots.len().saturating_sub(MOST);
    let rest = (rest > 0).then(|| {
        let words = format!("and {}", count(rest, "more account", "more accounts"));
        view! { <span class="faint">{words}</span> }
    });
    view! {
        <tr>
            <th scope="row">{moment(&deed.at)}</th>
            <td data-label="Who">{who}</td>
            <td class="wide" data-label="What">
                <span class="stack-words"><span>{words::deed(&deed.action)}</span>{named}{rest}</span>
            </td>
        </tr>
    }
    .into_any()
}

fn slot(shown: Stored<Shown>, change: &SlotChange) -> AnyView {
    let words = shown.with_value(|all| {
        let label = names::label(&change.slot, all.catalog.as_deref());
        let was = title(&all.accounts, change.was.as_deref());
        let is = title(&all.accounts, change.is.as_deref());
        format!("{label}: {was}, then {is}")
    });
    view! { <span class="faint">{words}</span> }.into_any()
}
