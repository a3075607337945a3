//! Writing off the rest of a short-paid invoice that stands in the books (R45).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{DocumentRow, WriteOff};
use waypost_core::sync::by_hand::Barred;
use waypost_core::sync::short_pay::{by_credit_memo, where_it_stands};
use waypost_core::wire::Document;

use super::acting::{acting, refused, row, words};
use super::carried::Carried;
use crate::http::app::App;
use crate::http::caller::{Bills, By, Caller};
use crate::http::problem::{Answer, Refusal, not_found};
use crate::http::request::{At, Sent};
use crate::intake::document::figures;
use crate::store::operation::Act;
use crate::store::{StoreError, catalog, connection, document};

/// Has a credit memo take off a posted invoice what the source wrote off it since: negative accessorials
/// that it added, where nothing else was changed. It carries the first open day. The invoice stays.
#[utoipa::path(
    post, path = "/documents/{document}/write-off", operation_id = "writeOff", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    request_body = WriteOff,
    responses((status = 200, body = DocumentRow), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn write_off(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<WriteOff>,
) -> Answer<Json<DocumentRow>> {
    let reason = words("reason", &sent.reason)?;
    let body_hash = seen(&app, &by.caller, &id).await?;
    let ordered = Act::WriteOff { by: by.caller.name(), reason, body_hash: &body_hash };
    acting(&app, &by.caller, &id, "document.write_off", ordered).await
}

/// Hash of the content whose write-off is ordered; refused where there is none, or not by Waypost.
async fn seen(app: &App, caller: &Caller, id: &str) -> Answer<String> {
    let scope = &caller.scope;
    let mut db = app.store.read().await?;
    let number = row(&mut db, caller, id).await?.number;
    let stored = document::get(&mut db, scope, id).await?;
    let stored = stored.ok_or_else(|| not_found("document", id))?;
    let sent: Document = serde_json::from_str(&stored.body).map_err(StoreError::from)?;
    let carried = Carried::read(&mut db, scope, id).await?;
    let known = catalog::get(&mut db, scope, &stored.subsidiary).await?;
    let preview = figures(known.as_ref().map(|state| &state.catalog)).preview(&sent).ok();
    let rest = carried.zip(preview).and_then(|(carried, preview)| carried.rest(&sent, &preview));
    if rest.is_none() {
        return Err(refused(Barred::NothingToWriteOff, &number));
    }
    let connection = connection::of_subsidiary(&mut db, scope, &stored.subsidiary).await?;
    if !connection.is_some_and(|connection| by_credit_memo(connection.system)) {
        let words = where_it_stands(&number);
        return Err(Refusal::new(StatusCode::CONFLICT, "write_off_by_hand", words));
    }
    Ok(stored.body_hash)
}
