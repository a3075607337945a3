//! What became of mapped accounts since somebody last looked (R15).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::State as DocumentState;
use waypost_core::chart::ChartChanges;
use waypost_core::wire::{self, AccountChange, Document, Mapping};

use crate::http::app::App;
use crate::http::caller::{By, Maps, Reads};
use crate::http::problem::Answer;
use crate::http::request::At;
use crate::http::routes::connection_of;
use crate::store::{catalog, chart, document, mapping};

/// Documents read at once.
const PAGE: u32 = 500;
/// Later than any document: only those that wait are looked at.
const NEVER: &str = "9999-12-31";

/// Mapped accounts that changed in the books, with the slots and the waiting documents that each
/// touches.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/connection/chart/changes", operation_id = "listChartChanges", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Vec<AccountChange>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Json<Vec<AccountChange>>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let connection = connection_of(&mut db, scope, &id).await?;
    let seen = chart::seen(&mut db, scope, &connection.id).await?;
    let now = chart::of_connection(&mut db, scope, &connection.id).await?.chart;
    let Some((seen, now)) = seen.zip(now) else { return Ok(Json(Vec::new())) };
    let active = mapping::active(&mut db, scope, &connection.id).await?;
    let mapping = match active {
        Some(version) => version.mapping,
        None => mapping::draft(&mut db, scope, &connection.id)
            .await?
            .map_or_else(Mapping::default, |draft| draft.mapping),
    };
    let catalog = catalog::get(&mut db, scope, &id).await?.map(|state| state.catalog);
    let mut changes = ChartChanges::new(&seen, &now, &mapping, catalog.as_ref());
    let mut last = String::new();
    while changes.is_any() {
        let page = document::of_late(&mut db, scope, &id, NEVER, &last, PAGE).await?;
        let waiting = |state| matches!(state, DocumentState::Waiting | DocumentState::NeedsYou);
        for stored in page.iter().filter(|stored| waiting(stored.state)) {
            let document: Document = wire::read(&stored.body)?;
            // What cannot be previewed any more is held for a reason of its own.
            let _ = changes.document(&document);
        }
        match page.last() {
            Some(stored) if page.len() == PAGE as usize => last.clone_from(&stored.id),
            _ => break,
        }
    }
    Ok(Json(changes.finish()))
}

/// Notes that the changes were seen: the next list begins at today's chart.
#[utoipa::path(
    delete, path = "/subsidiaries/{subsidiary}/connection/chart/changes", operation_id = "seeChartChanges", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 204)), security(("session" = []))
)]
pub(crate) async fn see(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
) -> Answer<StatusCode> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let connection = connection_of(&mut tx, scope, &id).await?;
    chart::see(&mut tx, scope, &connection.id).await?;
    crate::store::commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}
