//! Leaving a document out, with a reason.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{DocumentRow, Skip};

use super::acting::{acting, words};
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::Answer;
use crate::http::request::{At, Sent};
use crate::store::operation::Act;

/// Leaves a document out of the books; a retry undoes it. Of a posted document that changed at the
/// source, the change is left out and the books stay as they are.
#[utoipa::path(
    post, path = "/documents/{document}/skip", operation_id = "skipDocument", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    request_body = Skip,
    responses((status = 200, body = DocumentRow)), security(("session" = []))
)]
pub(crate) async fn skip(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<Skip>,
) -> Answer<Json<DocumentRow>> {
    let reason = words("reason", &sent.reason)?;
    let skip = Act::Skip { by: by.caller.name(), reason };
    acting(&app, &by.caller, &id, "document.skip", skip).await
}
