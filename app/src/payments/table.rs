//! Payments in a table: day, document, amount, fee, where each was entered, and what became of it; one that
//! was stopped on its way into the books is tried again from its row.
//!
//! One row for each document that a payment names. A row stays while it changes, so that reading again
//! moves no focus.

use leptos::prelude::*;
use waypost_core::api::PaymentRow;

use crate::address;
use crate::memo::{Memo, memo};
use crate::session;
use crate::stored::Stored;
use crate::ui::amount;
use crate::ui::deed::Deeds;
use crate::ui::rows::rows;
use crate::ui::tag::tag;
use crate::words;

/// Whether the documents are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Payments on many documents.
    WithDocument,
    /// Payments on the one that the screen is about.
    WithoutDocument,
}

/// A payment's id, and which of its allocations it is.
type Key = (String, u64);

/// The table; whoever shows it says what stands there instead of an empty one.
pub(crate) fn table(
    caption: &'static str,
    columns: Columns,
    payments: Memo<Vec<PaymentRow>>,
) -> AnyView {
    let keys = memo(move || payments.with(|rows| rows.iter().map(key).collect::<Vec<Key>>()));
    let deeds = Deeds::new();
    let document =
        (columns == Columns::WithDocument).then(|| view! { <th scope="col">"Document"</th> });
    view! {
        <table class="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>
                <th scope="col">"Date"</th>
                {document}
                <th scope="col" class="end">"Amount"</th>
                <th scope="col" class="end">"Fee"</th>
                <th scope="col">"Entered, reference"</th>
                <th scope="col">"What became of it"</th>
            </tr></thead>
            <tbody>
                {rows(
                    move || keys.with(|keys| keys.iter().map(named).collect()),
                    move |key| row(payments, columns, deeds, key),
                )}
            </tbody>
        </table>
        {deeds.outcome()}
    }
    .into_any()
}

fn named(key: &Key) -> (String, Key) {
    (format!("{} {}", key.0, key.1), key.clone())
}

fn key(row: &PaymentRow) -> Key {
    (row.id.clone(), row.nth)
}

fn row(payments: Memo<Vec<PaymentRow>>, columns: Columns, deeds: Deeds, (id, nth): Key) -> AnyView {
    let payment = Stored::new(id.clone());
    let row = memo(move || {
        payments.with(|rows| rows.iter().find(|row| row.nth == nth && row.id == id).cloned())
    });
    let part =
        move |part: fn(&PaymentRow) -> AnyView| move || row.with(|row| row.as_ref().map(part));
    let document = (columns == Columns::WithDocument)
        .then(|| view! { <td data-label="Document">{part(document)}</td> });
    view! {
        <tr>
            <th scope="row" class="whole">{part(day)}</th>
            {document}
            <td class="end whole" data-label="Amount">{part(|row| amount::written(&row.amount))}</td>
            <td class="end whole" data-label="Fee">{part(|row| row.fee.as_deref().map(amount::written).into_any())}</td>
            <td data-label="Entered, reference">{part(entered)}</td>
            <td class="wide" data-label="What became of it"><span>{part(outcome)}" "{retry(deeds, row, payment)}</span></td>
        </tr>
    }
    .into_any()
}

/// The way on for one that was stopped.
fn retry(deeds: Deeds, row: Memo<Option<PaymentRow>>, id: Stored<String>) -> AnyView {
    let stopped = memo(move || row.with(|row| row.as_ref().is_some_and(words::is_stopped)));
    let button = move || {
        let shown = stopped.get() && session::may_bill();
        shown.then(|| {
            deeds.button("Retry", move || {
                let client = session::client();
                Box::pin(async move {
                    client.retry_payment(&id.get_value()).await?;
                    Ok("The payment is tried again.".to_owned())
                })
            })
        })
    };
    button.into_any()
}

fn day(row: &PaymentRow) -> AnyView {
    let near = row.date_approximate.then(|| view! { <span class="faint">"about this day"</span> });
    let date = row.date.clone().unwrap_or_else(|| "No day given".to_owned());
    view! { <span class="stack-words"><span>{date}</span>{near}</span> }.into_any()
}

fn document(row: &PaymentRow) -> AnyView {
    let number = row.number.clone().unwrap_or_else(|| row.named.clone());
    let number = match &row.document {
        Some(id) => view! { <a href=address::document(id)>{number}</a> }.into_any(),
        None => view! { <span>{number}</span> }.into_any(),
    };
    let whose = words::direction(row.direction);
    view! { <span class="stack-words">{number}<span class="faint">{whose}</span></span> }.into_any()
}

fn entered(row: &PaymentRow) -> AnyView {
    let reference = row.reference.clone();
    let reference = reference.map(|reference| view! { <span class="faint">{reference}</span> });
    let origin = words::payment_origin(row.origin);
    view! { <span class="stack-words"><span>{origin}</span>{reference}</span> }.into_any()
}

fn outcome(row: &PaymentRow) -> AnyView {
    let (tone, state) = words::payment(row);
    let completed = words::completed(row);
    view! { <span>{tag(tone, state)}" "{row.message.clone()}{completed}</span> }.into_any()
}
