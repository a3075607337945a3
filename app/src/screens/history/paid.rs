//! What a run did with payments: figures, why some were left, and the payments themselves.

use leptos::prelude::*;
use waypost_core::api::{PaymentRow, PaymentsLeft, RunPayments};

use crate::address;
use crate::memo::memo;
use crate::payments::{Columns, table};
use crate::screens::subsidiary::Here;
use crate::words::count;

/// The figures, for a list of facts.
pub(super) fn facts(here: Here, done: &RunPayments) -> AnyView {
    let figures = [
        ("Sent to the books", done.exported),
        ("Taken over from the books", done.imported),
        ("Tried again", done.failed),
    ];
    let figures = figures.map(|(name, number)| view! { <dt>{name}</dt><dd>{number}</dd> });
    view! {
        {figures.into_iter().collect_view()}
        {left(&done.left)}
        {drift(here, done.drift)}
    }
    .into_any()
}

/// How many were left for each reason, with what is said of one of them.
fn left(left: &[PaymentsLeft]) -> Option<AnyView> {
    let one = |left: &PaymentsLeft| {
        let number = usize::try_from(left.count).unwrap_or(usize::MAX);
        let number = count(number, "payment", "payments");
        let person = left.needs_you.then_some(" Needs you.");
        view! { <li>{number}": "{left.message.clone()}{person}</li> }
    };
    let reasons = left.iter().map(one).collect_view();
    (!left.is_empty())
        .then(|| view! { <dt>"Left, and why"</dt><dd><ul>{reasons}</ul></dd> }.into_any())
}

/// The way to what the books changed.
fn drift(here: Here, number: u64) -> Option<AnyView> {
    let href = move || address::payments_with(&here.id.get(), "drift", None);
    (number > 0).then(|| {
        view! { <dt>"Changed in the books"</dt><dd><a href=href>{number}</a></dd> }.into_any()
    })
}

/// The payments themselves; nothing where there are none.
pub(super) fn payments(rows: &[PaymentRow]) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let rows = rows.to_vec();
    let rows = memo(move || rows.clone());
    let caption = "Payments that last changed in this run, newest first";
    Some(
        view! {
            <section class="card" aria-label="Payments">
                <div class="card-head"><h2>"Payments that last changed in this run"</h2></div>
                {table(caption, Columns::WithDocument, rows)}
            </section>
        }
        .into_any(),
    )
}
