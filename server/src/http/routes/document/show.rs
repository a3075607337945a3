//! One document: what the source sent, where it stands, and the path of every line.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{self, DocumentDetail};
use waypost_core::sync::difference::{Content, difference};
use waypost_core::sync::short_pay::by_credit_memo;
use waypost_core::wire;

use super::carried::Carried;
use crate::http::app::App;
use crate::http::caller::{By, ReadsDocuments};
use crate::http::problem::{Answer, not_found};
use crate::http::request::At;
use crate::intake::document::figures;
use crate::store::operation::Operation;
use crate::store::{StoreError, attempt, catalog, connection, document, operation};

/// One document and everything that became of it.
#[utoipa::path(
    get, path = "/documents/{document}", operation_id = "showDocument", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    responses((status = 200, body = DocumentDetail)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<ReadsDocuments>,
    At(id): At<String>,
) -> Answer<Json<DocumentDetail>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let missing = || not_found("document", &id);
    let row = document::row(&mut db, scope, &id).await?.ok_or_else(missing)?;
    let stored = document::get(&mut db, scope, &id).await?.ok_or_else(missing)?;
    let sent: wire::Document = serde_json::from_str(&stored.body).map_err(StoreError::from)?;
    let carried = Carried::read(&mut db, scope, &id).await?;
    let operation = operation::of_document(&mut db, scope, &id).await?;
    let attempts = match &operation {
        Some(operation) => attempt::of_operation(&mut db, scope, &operation.id).await?,
        None => Vec::new(),
    };
    let known = catalog::get(&mut db, scope, &stored.subsidiary).await?;
    let rules = figures(known.as_ref().map(|state| &state.catalog));
    let changed = carried.as_ref().filter(|carried| *carried.content().document != sent);
    let now =
        changed.and_then(|carried| rules.preview(&sent).ok().map(|preview| (carried, preview)));
    let difference = now.as_ref().map(|(carried, preview)| {
        difference(carried.content(), Content { document: &sent, preview })
    });
    let connection = connection::of_subsidiary(&mut db, scope, &stored.subsidiary).await?;
    let open = operation.as_ref().is_some_and(|operation| {
        operation.state == api::State::NeedsYou
            && stored.withdrawn_at.is_none()
            && operation.ordered(&stored.body_hash).is_none()
    });
    let ours = connection.is_some_and(|connection| by_credit_memo(connection.system));
    let rest = now.as_ref().filter(|_| open && ours);
    let rest = rest.and_then(|(carried, preview)| carried.rest(&sent, preview));
    let posted_document = changed.map(|carried| carried.content().document.clone());
    Ok(Json(DocumentDetail {
        row,
        posted_document,
        difference,
        withdrawn_at: stored.withdrawn_at,
        cause: operation.as_ref().and_then(Operation::cause),
        written_off: carried.as_ref().map(Carried::written_off).unwrap_or_default(),
        rest,
        posted: carried.map(|carried| carried.posting.posted),
        next_try_at: operation.and_then(|operation| operation.next_try_at),
        attempts,
        document: sent,
    }))
}
