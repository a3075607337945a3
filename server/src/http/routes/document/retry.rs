//! Trying a document again that waits, or that waits for a person.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::DocumentRow;

use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::{Answer, Refusal, not_found};
use crate::http::request::At;
use crate::http::routes::audited;
use crate::intake::document::hold_if_needed;
use crate::store::operation::{self, Retried, state_text};
use crate::store::{self, document};

/// Tries a document again now. What still stands in the way holds it again.
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
    let scope = &by.caller.scope;
    let now = app.clock.now();
    let missing = || not_found("document", &id);
    let mut tx = app.store.begin().await?;
    let before = document::row(&mut tx, scope, &id).await?.ok_or_else(missing)?;
    match operation::retry(&mut tx, scope, &id, now).await? {
        Retried::Missing => return Err(missing()),
        Retried::Not(state) => {
            return Err(Refusal::new(
                StatusCode::CONFLICT,
                "nothing_to_retry",
                format!(
                    "{} is {} and is not sent again. Only what waits, or waits for a person, is.",
                    before.number,
                    state_text(state)
                ),
            ));
        }
        Retried::Yes => {}
    }
    let stored = document::get(&mut tx, scope, &id).await?.ok_or_else(missing)?;
    hold_if_needed(&mut tx, scope, &stored, now).await?;
    let row = document::row(&mut tx, scope, &id).await?.ok_or_else(missing)?;
    let change = (before.reason.as_ref(), row.reason.as_ref());
    audited(&mut tx, &app, &by.caller, "document.retry", &id, change).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(Json(row))
}
