//! What the document becomes in the books: one entry for each account, debits equal to credits.

use leptos::prelude::*;
use waypost_core::names;
use waypost_core::wire::{Amount, Entry};

use super::{Made, Shown};
use crate::memo::memo;
use crate::ui::amount::amount;

/// The entries and their sums; what the receivable or payable account is, said plainly.
pub(super) fn entries(shown: Shown) -> AnyView {
    let entries = memo(move || shown.made.with(|made| made.entries().to_vec()));
    let postable = memo(move || shown.made.with(Made::is_postable));
    let body =
        move || {
            entries.with(|entries| {
                if entries.is_empty() { none(postable.get()) } else { table(shown, entries) }
            })
        };
    body.into_any()
}

fn none(postable: bool) -> AnyView {
    let words =
        if postable { "No entries." } else { "No entries while something stands in the way." };
    view! { <p class="card-body soft">{words}</p> }.into_any()
}

fn table(shown: Shown, entries: &[Entry]) -> AnyView {
    let rows = entries.iter().map(|entry| row(shown, entry)).collect_view();
    let sum = |of: fn(&Entry) -> Amount| {
        let cents = entries.iter().map(|entry| i128::from(of(entry).cents())).sum();
        Amount::from_wide_cents(cents).unwrap_or_default()
    };
    let (debits, credits) = (sum(|entry| entry.debit), sum(|entry| entry.credit));
    let control = shown.catalog.with_value(|catalog| {
        shown.made.with_untracked(|made| names::label(&made.control().slot, catalog.as_deref()))
    });
    let currency = shown.document.with_value(|document| document.currency.clone());
    let balance = if debits == credits {
        format!("Debits {} = credits {}", debits.grouped(), credits.grouped())
    } else {
        format!("Debits {} and credits {} differ", debits.grouped(), credits.grouped())
    };
    view! {
        <table class="table entries">
            <caption>"Entries in " {currency} ", with " {control} " as the other side"</caption>
            <thead><tr>
                <th scope="col">"Account"</th>
                <th scope="col" class="end">"Debit"</th>
                <th scope="col" class="end">"Credit"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="card-body faint">{balance}</p>
    }
    .into_any()
}

fn row(shown: Shown, entry: &Entry) -> AnyView {
    let side = |figure: Amount| (!figure.is_zero()).then(|| amount(figure));
    view! {
        <tr>
            <th scope="row">{shown.title(Some(&entry.account))}</th>
            <td class="end" data-label="Debit">{side(entry.debit)}</td>
            <td class="end" data-label="Credit">{side(entry.credit)}</td>
        </tr>
    }
    .into_any()
}
