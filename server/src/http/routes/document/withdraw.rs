//! The source takes a document back.

use axum::Json;
use axum::extract::State;
use waypost_core::api::DocumentRow;

use super::acting::{finish, row};
use crate::http::app::App;
use crate::http::caller::{By, PushesDocuments};
use crate::http::problem::{Answer, not_found};
use crate::http::request::At;
use crate::intake::document::withdraw as take_back;
use crate::store::document;

/// Takes a document back. Not yet sent, it is skipped; on its way, its outcome comes first; what was
/// posted stays in the books, and a person decides. Handed in again, it counts again.
#[utoipa::path(
    delete, path = "/documents/{document}", operation_id = "withdrawDocument", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    responses((status = 200, body = DocumentRow)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn withdraw(
    State(app): State<App>,
    by: By<PushesDocuments>,
    At(id): At<String>,
) -> Answer<Json<DocumentRow>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let before = row(&mut tx, &by.caller, &id).await?;
    let stored = document::get(&mut tx, scope, &id).await?;
    let stored = stored.ok_or_else(|| not_found("document", &id))?;
    take_back(&mut tx, scope, stored, app.clock.now(), app.ids.as_ref()).await?;
    finish(tx, &app, &by.caller, "document.withdraw", &before).await
}
