//! What the documents of late carry, for a mapping that is being edited.

use axum::Json;
use axum::extract::State;
use jiff::ToSpan;
use jiff::tz::TimeZone;
use waypost_core::Gathering;
use waypost_core::api::State as DocumentState;
use waypost_core::wire::{self, Document, Turnover};

use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::Answer;
use crate::http::request::At;
use crate::http::routes::subsidiary_name;
use crate::store::{catalog, document};

/// Documents count for this long, and for as long as they wait.
const DAYS: i32 = 30;
/// Documents read at once.
const PAGE: u32 = 500;
/// Documents added up at most.
const AT_MOST: u64 = 100_000;

/// What documents carry slot by slot: those that wait, and those dated within the last 30 days.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/mapping/turnover", operation_id = "showTurnover", tag = "mapping",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Turnover)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Json<Turnover>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    let catalog = catalog::get(&mut db, scope, &id).await?.map(|state| state.catalog);
    let today = app.clock.now().to_zoned(TimeZone::UTC).date();
    let since = today.saturating_sub(DAYS.days()).to_string();
    let mut gathering = Gathering::default();
    let (mut last, mut whole) = (String::new(), true);
    loop {
        let page = document::of_late(&mut db, scope, &id, &since, &last, PAGE).await?;
        for stored in &page {
            let sent = !matches!(stored.state, DocumentState::Waiting | DocumentState::NeedsYou);
            let added = wire::read(&stored.body)
                .and_then(|document: Document| gathering.add(&document, sent, catalog.as_ref()));
            // A fee of a document that was pushed before the catalogue lost its rule.
            whole &= added.is_ok();
        }
        match page.last() {
            Some(stored) if page.len() == PAGE as usize => last.clone_from(&stored.id),
            _ => break,
        }
        if gathering.documents() >= AT_MOST {
            whole = false;
            break;
        }
    }
    Ok(Json(gathering.finish(since, whole)?))
}
