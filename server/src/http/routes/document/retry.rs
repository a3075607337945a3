//! Trying a document again: what waits, was left out, or waits for a person is sent; about what was
//! posted the books are asked again.

use axum::Json;
use axum::extract::State;
use waypost_core::api::DocumentRow;

use super::acting::acting;
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::Answer;
use crate::http::request::At;
use crate::store::operation::Act;

/// Tries a document again now. What still stands in the way holds it again. Of a posted document the
/// books are asked whether it still stands there; it is posted anew only when they say it does not.
#[utoipa::path(
    post, path = "/documents/{document}/retry", operation_id = "retryDocument", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    responses((status = 200, body = DocumentRow), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn retry(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
) -> Answer<Json<DocumentRow>> {
    acting(&app, &by.caller, &id, "document.retry", Act::Retry).await
}
