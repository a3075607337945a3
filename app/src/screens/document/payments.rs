//! What was paid on the document, and reopening it (R35): a person's deed with a reason, after which its
//! payments stay on record and what stands in the books stays there.

use leptos::prelude::*;
use waypost_core::api::{Page, PaymentRow, Reopen};

use crate::load::Load;
use crate::memo::memo;
use crate::payments::{CHANGES, Columns, table};
use crate::session;
use crate::stored::Stored;
use crate::ui::deed::Deeds;
use crate::ui::field::Field;
use crate::ui::loaded::notice;
use crate::ui::tag::{Tone, tag};

/// The payments that name the document of this id of ours.
pub(super) fn payments(id: String) -> AnyView {
    let client = session::client();
    let asked = id.clone();
    let page: Load<Page<PaymentRow>> = Load::new(move || {
        let id = asked.clone();
        async move { client.payments_on(&id).await }
    })
    .live(CHANGES);
    let rows = memo(move || {
        let rows = page.value().with(|page| page.as_ref().map(|page| page.items.clone()));
        rows.unwrap_or_default()
    });
    let is_empty =
        memo(move || page.value().with(|page| page.as_ref().map(|page| page.items.is_empty())));
    let is_paid = memo(move || rows.with(|rows| rows.iter().any(|row| row.completed)));
    let deeds = Deeds::new();
    let id = Stored::new(id);
    view! {
        {notice(page, "payments")}
        {move || (is_empty.get() == Some(true)).then(|| view! { <p class="soft">"No payment names this document yet."</p> })}
        {move || (is_empty.get() == Some(false)).then(|| view! {
            <section class="card" aria-labelledby="payments">
                <div class="card-head">
                    <h2 id="payments">"Payments"</h2>
                    {move || is_paid.get().then(|| tag(Tone::Ok, "Paid in full"))}
                </div>
                {table("Payments on this document, newest first", Columns::WithoutDocument, rows)}
                {move || (is_paid.get() && session::may_bill()).then(|| view! {
                    <div class="deeds card-body">{reopen(deeds, page, id)}</div>
                })}
            </section>
        })}
        {deeds.outcome()}
    }
    .into_any()
}

fn reopen(deeds: Deeds, page: Load<Page<PaymentRow>>, id: Stored<String>) -> AnyView {
    let why = Field::text(
        "Reason",
        "Why it counts as open again. What stands in the books stays there. Kept in the audit log.",
    );
    let fields = vec![(why, "Enter why it is reopened.")];
    let client = session::client();
    deeds.form("Reopen", fields, "Reopen it", move |given| {
        let reopen = Reopen { reason: given.into_iter().next().unwrap_or_default() };
        Box::pin(async move {
            page.set(client.reopen(&id.get_value(), &reopen).await?);
            Ok("It is open again. Its payments stay on record.".to_owned())
        })
    })
}
