//! A connection's mapping: a draft that may have errors, and versions that may not (R16).

pub(crate) mod draft;
mod editing;
pub(crate) mod submit;
pub(crate) mod turnover;
pub(crate) mod versions;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use waypost_core::api::MappingState;

use super::connection_of;
use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::Answer;
use crate::http::request::{At, tagged};
use crate::store::mapping;
use editing::Editing;

/// The draft and the version that posts today. The draft's revision is the `ETag`.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/mapping", operation_id = "showMapping", tag = "mapping",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = MappingState)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Response> {
    let mut db = app.store.read().await?;
    let scope = &by.caller.scope;
    let connection = connection_of(&mut db, scope, &id).await?;
    let editing = Editing::open(&mut db, scope, &connection).await?;
    let active = mapping::active(&mut db, scope, &connection.id).await?;
    let draft = editing.draft();
    Ok(tagged(draft.revision, Json(MappingState { draft, active })))
}
