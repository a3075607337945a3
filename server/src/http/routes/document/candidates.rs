//! What the books hold that may be a document of ours (R47).

use axum::Json;
use axum::extract::State;
use waypost_core::api::{Page, RemoteCandidate};

use super::acting::row;
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::Answer;
use crate::http::request::At;

/// What the books hold under the document's number, party or total, each with what agrees and what
/// differs; the closest first. The books are asked now.
#[utoipa::path(
    get, path = "/documents/{document}/candidates", operation_id = "listCandidates", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    responses((status = 200, body = Page<RemoteCandidate>), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json"), (status = 422, body = waypost_core::api::Problem, content_type = "application/problem+json"), (status = 502, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
) -> Answer<Json<Page<RemoteCandidate>>> {
    let mut db = app.store.read().await?;
    row(&mut db, &by.caller, &id).await?;
    drop(db);
    let items = app.sync.candidates(&by.caller.scope, &id).await?;
    Ok(Json(Page { items, next: None }))
}
