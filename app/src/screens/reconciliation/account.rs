//! One account: a row that opens to its days and to the documents that differ on it.

use leptos::prelude::*;
use waypost_core::api::{ReconciledAccount, ReconciledDay, ReconciledDocument};

use super::documents;
use super::table::{difference, figures};
use crate::signal::RwSignal;
use crate::stored::Stored;
use crate::ui::amount::amount;
use crate::ui::ident;

/// The row, and what it opens to.
pub(super) fn rows(account: &ReconciledAccount, differing: &[ReconciledDocument]) -> AnyView {
    let open = RwSignal::new(false);
    let id = ident::fresh("account");
    let number =
        account.number.clone().map(|number| view! { <span class="number">{number}</span> });
    let name = account.name.clone();
    let days = Stored::new(account.days.clone());
    let is_behind = |document: &&ReconciledDocument| {
        document.accounts.iter().any(|one| one.account == account.account)
    };
    let behind: Vec<ReconciledDocument> = differing.iter().filter(is_behind).cloned().collect();
    let behind = Stored::new(behind);
    let title = format!("{} {name}", account.number.as_deref().unwrap_or_default());
    let title = Stored::new(title.trim_start().to_owned());
    let shown = {
        let id = id.clone();
        move || {
            open.get().then(|| {
                view! {
                    <tr class="reconciled-more" id=id.clone()>
                        <td colspan="4">
                            <div class="stack tight">
                                {days.with_value(|days| table(&title.get_value(), days))}
                                {behind.with_value(|behind| documents::list(behind))}
                            </div>
                        </td>
                    </tr>
                }
            })
        }
    };
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="link" aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls=move || open.get().then(|| id.clone()) on:click=move |_| open.update(|open| *open = !*open)>
                    {number}" "{name}
                </button>
            </th>
            {figures(&account.sums)}
        </tr>
        {shown}
    }
    .into_any()
}

fn table(title: &str, days: &[ReconciledDay]) -> AnyView {
    let rows = days
        .iter()
        .map(|day| {
            let sums = day.sums;
            view! {
                <tr>
                    <th scope="row" class="whole">{day.day.clone()}</th>
                    <td class="end whole" data-label="Our debit">{amount(sums.our_debit)}</td>
                    <td class="end whole" data-label="Our credit">{amount(sums.our_credit)}</td>
                    <td class="end whole" data-label="Books' debit">{amount(sums.their_debit)}</td>
                    <td class="end whole" data-label="Books' credit">{amount(sums.their_credit)}</td>
                    <td class="end" data-label="Difference">{difference(sums.difference)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <caption class="visually-hidden">"Days of " {title.to_owned()}</caption>
            <thead><tr>
                <th scope="col">"Day"</th>
                <th scope="col" class="end">"Our debit"</th>
                <th scope="col" class="end">"Our credit"</th>
                <th scope="col" class="end">"Books' debit"</th>
                <th scope="col" class="end">"Books' credit"</th>
                <th scope="col" class="end">"Difference"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
