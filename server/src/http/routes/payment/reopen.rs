//! Reopening what a payment closed: an operator's action with a reason, audited (R35).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{Page, PaymentRow, Reopen};
use waypost_core::payment::{ReopeningRefused, reopen as judge};

use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::{Answer, Refusal, not_found};
use crate::http::request::{At, Sent};
use crate::http::routes::audited;
use crate::store::payment::{self, Filter};
use crate::store::{self, document};
use crate::sync::judge_payments_on;

/// Reopens a completed document. Its payments stay on record: one that is seen again unchanged does not
/// close it a second time, and those that came behind it are judged anew. What stands in the books stays
/// there.
#[utoipa::path(
    post, path = "/documents/{document}/reopen", operation_id = "reopenDocument", tag = "payments",
    params(("document" = String, Path, description = "our id")),
    request_body = Reopen,
    responses((status = 200, body = Page<PaymentRow>)), security(("session" = []))
)]
pub(crate) async fn reopen(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<Reopen>,
) -> Answer<Json<Page<PaymentRow>>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let row = document::row(&mut tx, scope, &id).await?;
    let row = row.ok_or_else(|| not_found("document", &id))?;
    let known = payment::standing_of(&mut tx, scope, &id).await?;
    let known = known.ok_or_else(|| not_found("document", &id))?;
    let reopened = judge(&known.standing, true, &sent.reason).map_err(|refused| {
        let (status, code) = match refused {
            ReopeningRefused::NotPermitted => (StatusCode::FORBIDDEN, "not_allowed"),
            ReopeningRefused::NotCompleted => (StatusCode::CONFLICT, "not_completed"),
            ReopeningRefused::NoReason => (StatusCode::UNPROCESSABLE_ENTITY, "unusable_value"),
        };
        Refusal::new(status, code, format!("{}: {refused}.", row.number))
    })?;
    let now = app.now();
    payment::release(&mut tx, scope, &id, &now).await?;
    judge_payments_on(&mut tx, scope, &id, app.ids.as_ref(), &now).await?;
    let change = (Some(&"completed"), Some(&reopened.reason));
    audited(&mut tx, &app, &by.caller, "document.reopen", &id, change).await?;
    let filter = Filter { document: Some(id.clone()), ..Filter::default() };
    let items = payment::list(&mut tx, scope, &filter, 500).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(Json(Page { items, next: None }))
}
