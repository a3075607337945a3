//! Trying a payment again: decided anew, and sent where it may be.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{self, Page, PaymentRow};

use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::{Answer, Refusal, not_found};
use crate::http::request::At;
use crate::http::routes::audited;
use crate::store::{self, payment};
use crate::sync::{Retried, retry_payment};

/// Tries a payment again now: it is decided anew, and what waited of it, or needed a person, is sent unless
/// something still stands in the way. Of what is on its way the outcome comes first.
#[utoipa::path(
    post, path = "/payments/{payment}/retry", operation_id = "retryPayment", tag = "payments",
    params(("payment" = String, Path, description = "our id")),
    responses((status = 200, body = Page<PaymentRow>), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn retry(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
) -> Answer<Json<Page<PaymentRow>>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let before = payment::rows(&mut tx, scope, &id, None).await?;
    let now = app.clock.now();
    match retry_payment(&mut tx, scope, &id, app.ids.as_ref(), now).await? {
        Retried::Yes => {}
        Retried::Missing => return Err(not_found("payment", &id)),
        Retried::OnItsWay => {
            return Err(Refusal::new(
                StatusCode::CONFLICT,
                "on_its_way",
                "The payment is on its way to the books, and its outcome comes first. Look again \
                 when it is certain.",
            ));
        }
    }
    let items = payment::rows(&mut tx, scope, &id, None).await?;
    let (before, after) = (standing(&before), standing(&items));
    let change = (Some(&before), Some(&after));
    audited(&mut tx, &app, &by.caller, "payment.retry", &id, change).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(Json(Page { items, next: None }))
}

type Standing = (Option<String>, Option<api::State>, Option<String>, Option<String>);

/// How each allocation stands.
fn standing(rows: &[PaymentRow]) -> Vec<Standing> {
    let of = |row: &PaymentRow| {
        (row.decision.clone(), row.state, row.reason.clone(), row.message.clone())
    };
    rows.iter().map(of).collect()
}
