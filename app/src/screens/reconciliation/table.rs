//! The accounts in a table: ours, the books', and the difference.

use leptos::prelude::*;
use waypost_core::api::{Reconciled, Sides};
use waypost_core::wire::Amount;

use super::account;
use crate::ui::amount::amount;

/// Every account that a document moved, and all of them together.
pub(super) fn table(result: &Reconciled) -> AnyView {
    let rows = result
        .accounts
        .iter()
        .map(|account| account::rows(account, &result.differing))
        .collect_view();
    view! {
        <section class="card" aria-labelledby="by-account">
            <div class="card-head"><h2 id="by-account">"By account"</h2><span class="soft">"Debit less credit"</span></div>
            <table class="table">
                <caption class="visually-hidden">"Debit less credit of each account, ours and the books'"</caption>
                <thead><tr>
                    <th scope="col">"Account"</th>
                    <th scope="col" class="end">"Ours"</th>
                    <th scope="col" class="end">"Books"</th>
                    <th scope="col" class="end">"Difference"</th>
                </tr></thead>
                <tbody>
                    {rows}
                    <tr>
                        <th scope="row">"All accounts"</th>
                        {figures(&result.totals)}
                    </tr>
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The three cells of a row.
pub(super) fn figures(sums: &Sides) -> AnyView {
    view! {
        <td class="end whole" data-label="Ours">{amount(sums.ours())}</td>
        <td class="end whole" data-label="Books">{amount(sums.theirs())}</td>
        <td class="end" data-label="Difference">{difference(sums.difference)}</td>
    }
    .into_any()
}

/// A difference, or the words for none.
pub(super) fn difference(cents: Amount) -> AnyView {
    if cents.is_zero() {
        view! { <span class="soft">"Agrees to the cent"</span> }.into_any()
    } else {
        view! { <strong>{amount(cents)}</strong> }.into_any()
    }
}
