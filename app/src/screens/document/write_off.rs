//! Writing off the rest of a short-paid invoice (R45): the offer, where the server makes one, and the
//! credit memos that were made.

use leptos::prelude::*;
use waypost_core::api::{DocumentDetail, WriteOff, WrittenOff};

use super::act::told;
use crate::load::Load;
use crate::session;
use crate::stored::Stored;
use crate::ui::amount::amount;
use crate::ui::deed::Deeds;
use crate::ui::field::Field;

/// The offer; nothing where there is nothing to write off.
pub(super) fn offer(load: Load<DocumentDetail>, detail: &DocumentDetail) -> Option<AnyView> {
    let rest = detail.rest?;
    if !session::may_bill() {
        return None;
    }
    let deeds = Deeds::new();
    let client = session::client();
    let id = Stored::new(detail.row.id.clone());
    let why = Field::text("Reason", "Why it is written off. Kept in the audit log.");
    let form = deeds.form(
        "Write it off",
        vec![(why, "Enter why it is written off.")],
        "Make the credit memo",
        move |given| {
            let write_off = WriteOff { reason: given.into_iter().next().unwrap_or_default() };
            Box::pin(async move {
                let answer = client.write_off(&id.get_value(), &write_off).await;
                told(load, answer, "It is being written off.")
            })
        },
    );
    Some(
        view! {
            <section class="card card-body stack tight" aria-labelledby="write-off">
                <h2 id="write-off">"Written off at the source: " {amount(rest)}</h2>
                <p class="soft">"These books never change a posted invoice. A credit memo takes this amount off it, on the first open day."</p>
                {form}
                {deeds.outcome()}
            </section>
        }
        .into_any(),
    )
}

/// The credit memos over the invoice; nothing where there is none.
pub(super) fn written(detail: &DocumentDetail) -> Option<AnyView> {
    if detail.written_off.is_empty() {
        return None;
    }
    let rows = detail.written_off.iter().map(row).collect_view();
    Some(
        view! {
            <section class="card" aria-labelledby="written-off">
                <div class="card-head"><h2 id="written-off">"Written off by credit memo"</h2></div>
                <table class="table">
                    <caption class="visually-hidden">"Credit memos over this invoice"</caption>
                    <thead><tr>
                        <th scope="col">"Credit memo"</th>
                        <th scope="col">"Day"</th>
                        <th scope="col" class="end">"Amount"</th>
                        <th scope="col">"By"</th>
                        <th scope="col">"In the books"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

fn row(one: &WrittenOff) -> AnyView {
    let differs: Vec<String> = one.differences.iter().map(|one| one.message.clone()).collect();
    let books = if differs.is_empty() { "Agree".to_owned() } else { differs.join(" ") };
    view! {
        <tr>
            <th scope="row">{one.remote_number.clone()}</th>
            <td data-label="Day">{one.day.to_string()}</td>
            <td class="end" data-label="Amount">{amount(one.amount)}</td>
            <td data-label="By">{one.by.clone()} ": " {one.reason.clone()}</td>
            <td data-label="In the books">{books}</td>
        </tr>
    }
    .into_any()
}
