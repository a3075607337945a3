//! One list of payments, a page at a time, and below its first page those on documents that are not
//! known here.

use leptos::prelude::*;
use waypost_core::api::{Page, PaymentRow};

use super::{Showing, filter, unknown};
use crate::client::{Client, Trouble};
use crate::load::Load;
use crate::memo::memo;
use crate::payments::{CHANGES, Columns, table};
use crate::session;
use crate::ui::loaded::notice;

/// What is read for one view.
#[derive(PartialEq)]
pub(super) struct Listed {
    /// The payments on the subsidiary's documents.
    page: Page<PaymentRow>,
    /// Those of all subsidiaries that may name a document that is not known here.
    pub(super) open: Option<Page<PaymentRow>>,
}

/// The page, or why it is empty.
pub(super) fn list(showing: Showing) -> AnyView {
    let client = session::client();
    let Showing { here, decision, cursor } = showing;
    let listed = Load::new(move || {
        let (id, decision, cursor) = (here.id.get(), decision.get(), cursor.get());
        async move { read(client, &id, &decision, cursor.as_deref()).await }
    })
    .live(CHANGES);
    let rows = memo(move || {
        let rows = listed.value().with(|all| all.as_ref().map(|all| all.page.items.clone()));
        rows.unwrap_or_default()
    });
    let open = memo(move || listed.value().with(|all| all.as_deref().map(unknown::of)));
    let standing = memo(move || {
        let here_now = listed.value().with(Option::is_some);
        let empty = rows.with(Vec::is_empty);
        let nothing_open = open.with(|open| open.as_ref().is_none_or(Vec::is_empty));
        here_now.then_some((empty, empty && nothing_open))
    });
    let next =
        memo(move || listed.value().with(|all| all.as_ref().and_then(|all| all.page.next.clone())));
    view! {
        <section class="card" aria-label="Payments">
            {notice(listed, "payments")}
            {move || match standing.get() {
                Some((false, _)) => table("Payments, newest first", Columns::WithDocument, rows),
                Some((true, nothing_open)) => filter::empty(&decision.get(), nothing_open),
                None => ().into_any(),
            }}
            {move || showing.pager(next.get().as_deref())}
        </section>
        {unknown::unknown(listed, open)}
    }
    .into_any()
}

async fn read(
    client: Client,
    id: &str,
    decision: &str,
    cursor: Option<&str>,
) -> Result<Listed, Trouble> {
    let page = client.payments(id, decision, cursor).await?;
    let open = match unknown::decisions(decision).filter(|_| cursor.is_none()) {
        Some(decisions) => Some(client.payments_of_all(&decisions).await?),
        None => None,
    };
    Ok(Listed { page, open })
}
