//! Documents: four lists (waiting, sending, needs you, posted) and, apart, what was skipped.
//!
//! The address says which: subsidiary, state and words are in it, so every view can be sent on.

mod filter;
mod upload;

use leptos::prelude::*;
use waypost_core::api::{ChangeKind, DocumentRow, Page, StateCounts};

use crate::client::DocumentFilter;
use crate::load::Load;
use crate::location;
use crate::memo::{Memo, fixed, memo};
use crate::rows::Rows;
use crate::screens::subsidiary;
use crate::session;
use crate::ui::loaded::notice;
use crate::ui::screen::{Width, screen};

/// Rows of one page.
const PAGE_ROWS: u32 = 50;

/// What the lists work on.
#[derive(Clone, Copy)]
struct Lists {
    filter: Memo<DocumentFilter>,
    cursor: Memo<Option<String>>,
    page: Load<Page<DocumentRow>>,
    counts: Load<StateCounts>,
}

/// The screen.
pub(crate) fn documents() -> impl IntoView {
    let client = session::client();
    let filter = memo(|| DocumentFilter {
        subsidiary: location::query("subsidiary").unwrap_or_default(),
        state: location::query("state").unwrap_or_else(|| "waiting".into()),
        words: location::query("q").unwrap_or_default(),
    });
    let cursor = memo(|| location::query("cursor"));
    let page = Load::new(move || {
        let (filter, cursor) = (wire_filter(filter.get()), cursor.get());
        async move { client.documents(&filter, cursor.as_deref(), PAGE_ROWS).await }
    })
    .live(&[ChangeKind::Documents]);
    let subsidiary_id = memo(move || filter.with(|filter| filter.subsidiary.clone()));
    let counts = Load::new(move || {
        let id = subsidiary_id.get();
        async move { count(client, &id).await }
    })
    .live(&[ChangeKind::Documents]);
    let lists = Lists { filter, cursor, page, counts };
    let here = subsidiary::of(subsidiary_id);
    view! {
        {here.trail()}
        {screen(
            Width::Full,
            fixed("Documents".to_owned()),
            here.called(),
            view! { <p>"Every document that your TMS pushed, and what became of it."</p> },
            (),
            view! {
                <div class="stack">
                    {filter::tabs(lists)}
                    <div class="card">
                        {filter::search(lists)}
                        {notice(page, "documents")}
                        {rows(lists).show()}
                    </div>
                    {session::may_bill().then(|| upload::form(lists))}
                </div>
            },
        )}
    }
}

/// On the screen, "sending" covers what was sent and has not been answered.
fn wire_filter(mut filter: DocumentFilter) -> DocumentFilter {
    if filter.state == "sending" {
        filter.state = "sending,checking".into();
    }
    filter
}

/// The rows of the page.
fn rows(lists: Lists) -> Rows {
    let address = move |next: Option<String>| {
        lists.filter.with_untracked(|filter| filter::address(filter, next.as_deref()))
    };
    Rows {
        page: lists.page.value(),
        list: memo(move || lists.filter.with(|filter| filter.state.clone())),
        address: Callback::new(address),
        is_first: memo(move || lists.cursor.with(Option::is_none)),
        empty: Callback::new(move |()| lists.filter.with_untracked(filter::empty)),
        chosen: None,
    }
}

/// Counts of one subsidiary, or of all of them together.
async fn count(
    client: crate::client::Client,
    id: &str,
) -> Result<StateCounts, crate::client::Trouble> {
    if !id.is_empty() {
        return Ok(client.subsidiary(id).await?.counts);
    }
    let page = client.subsidiaries().await?;
    Ok(page.items.iter().fold(StateCounts::default(), |sum, one| StateCounts {
        waiting: sum.waiting + one.counts.waiting,
        sending: sum.sending + one.counts.sending,
        checking: sum.checking + one.counts.checking,
        posted: sum.posted + one.counts.posted,
        skipped: sum.skipped + one.counts.skipped,
        needs_you: sum.needs_you + one.counts.needs_you,
        handled_outside: sum.handled_outside + one.counts.handled_outside,
    }))
}
