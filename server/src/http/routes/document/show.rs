//! One document: what the source sent, where it stands, and the path of every line.

use axum::Json;
use axum::extract::State;
use waypost_core::api::DocumentDetail;
use waypost_core::sync::difference::{Content, difference};
use waypost_core::wire;

use crate::http::app::App;
use crate::http::caller::{By, ReadsDocuments};
use crate::http::problem::{Answer, not_found};
use crate::http::request::At;
use crate::intake::document::figures;
use crate::store::operation::Operation;
use crate::store::{StoreError, attempt, catalog, document, operation, posting};

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
    let posting = posting::of_document(&mut db, scope, &id).await?;
    let operation = operation::of_document(&mut db, scope, &id).await?;
    let attempts = match &operation {
        Some(operation) => attempt::of_operation(&mut db, scope, &operation.id).await?,
        None => Vec::new(),
    };
    let posted_document =
        posting.as_ref().map(|posting| posting.document.clone()).filter(|posted| *posted != sent);
    let known = catalog::get(&mut db, scope, &stored.subsidiary).await?;
    let rules = figures(known.as_ref().map(|state| &state.catalog));
    let difference = posting.as_ref().filter(|_| posted_document.is_some()).and_then(|posting| {
        let was = Content { document: &posting.document, preview: &posting.posted.preview };
        let preview = rules.preview(&sent).ok()?;
        Some(difference(was, Content { document: &sent, preview: &preview }))
    });
    Ok(Json(DocumentDetail {
        row,
        document: sent,
        posted_document,
        difference,
        withdrawn_at: stored.withdrawn_at,
        cause: operation.as_ref().and_then(Operation::cause),
        posted: posting.map(|posting| posting.posted),
        next_try_at: operation.and_then(|operation| operation.next_try_at),
        attempts,
    }))
}
