//! What the books changed after a payment counted here, or was sent there: was and is, why, and when it
//! was seen (R35). Nothing is changed here by it.

use leptos::prelude::*;
use waypost_core::api::{DriftRow, Page};

use super::Showing;
use crate::address;
use crate::client::{Client, Trouble};
use crate::load::Load;
use crate::memo::{Memo, memo};
use crate::payments::CHANGES;
use crate::session;
use crate::ui::loaded::notice;
use crate::ui::moment::moment;
use crate::ui::{self, amount};
use crate::words;

/// One page of it.
pub(super) fn drift(showing: Showing) -> AnyView {
    let client = session::client();
    let page = Load::new(move || {
        let (id, cursor) = (showing.here.id.get(), showing.cursor.get());
        async move { read(client, &id, cursor).await }
    })
    .live(CHANGES);
    let rows = memo(move || {
        let rows = page.value().with(|page| page.as_ref().map(|page| page.items.clone()));
        rows.unwrap_or_default()
    });
    let is_empty =
        memo(move || page.value().with(|page| page.as_ref().map(|page| page.items.is_empty())));
    let next =
        memo(move || page.value().with(|page| page.as_ref().and_then(|page| page.next.clone())));
    view! {
        <section class="card" aria-label="Drift">
            {notice(page, "drift")}
            {move || match is_empty.get() {
                Some(true) => view! { <p class="card-body soft">"The books and Waypost agree on every payment that counted."</p> }.into_any(),
                Some(false) => table(rows),
                None => ().into_any(),
            }}
            {move || showing.pager(next.get().as_deref())}
        </section>
    }
    .into_any()
}

/// The list is one for all subsidiaries: pages are read until one has something of this one.
async fn read(
    client: Client,
    subsidiary: &str,
    mut cursor: Option<String>,
) -> Result<Page<DriftRow>, Trouble> {
    loop {
        let mut page = client.drift(cursor.as_deref()).await?;
        page.items.retain(|row| row.subsidiary == subsidiary);
        if !page.items.is_empty() || page.next.is_none() {
            return Ok(page);
        }
        cursor = page.next;
    }
}

fn table(rows: Memo<Vec<DriftRow>>) -> AnyView {
    view! {
        <table class="table">
            <caption class="visually-hidden">"Payments that the books changed, newest first"</caption>
            <thead><tr>
                <th scope="col">"Document"</th>
                <th scope="col" class="end">"Counts here"</th>
                <th scope="col" class="end">"In the books"</th>
                <th scope="col">"Why"</th>
                <th scope="col">"Seen"</th>
            </tr></thead>
            <tbody>
                {ui::rows::rows(
                    move || rows.get().into_iter().map(|row| (row.id.clone(), row)).collect(),
                    |row| one(&row),
                )}
            </tbody>
        </table>
    }
    .into_any()
}

fn one(row: &DriftRow) -> AnyView {
    view! {
        <tr>
            <th scope="row"><a href=address::document(&row.document)>{row.number.clone()}</a></th>
            <td class="end whole" data-label="Counts here">{amount::written(&row.was)}</td>
            <td class="end whole" data-label="In the books">{amount::written(&row.is)}</td>
            <td class="wide" data-label="Why">
                <span class="stack-words"><span>{words::drift(&row.reason)}</span><span class="soft">{row.message.clone()}</span></span>
            </td>
            <td class="whole" data-label="Seen">{moment(&row.seen_at)}</td>
        </tr>
    }
    .into_any()
}
