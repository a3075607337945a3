//! The source hands payments in: one, or many at once. All of them are taken in, or none.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::PaymentReceipt;
use waypost_core::wire::{self, Payment, PaymentOrigin, Unusable};

use crate::http::app::App;
use crate::http::caller::{By, PushesDocuments};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::Bytes;
use crate::store;
use crate::sync::take_payment;

/// How many payments one request may carry.
const AT_MOST: usize = 1000;

/// One payment, or a list of them.
#[derive(serde::Serialize, utoipa::ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only describes the body: it is read by its first sign")]
pub(crate) enum Payments {
    /// One.
    One(Box<Payment>),
    /// Up to a thousand.
    Many(Vec<Payment>),
}

/// Takes payments in, and says what becomes of each. The same again changes nothing; one that was changed
/// at the source is judged anew, and what stands in the books stays there.
#[utoipa::path(
    post, path = "/payments", operation_id = "pushPayments", tag = "payments",
    request_body = Payments,
    responses((status = 200, body = Vec<PaymentReceipt>)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn push(
    State(app): State<App>,
    by: By<PushesDocuments>,
    body: Bytes,
) -> Answer<Json<Vec<PaymentReceipt>>> {
    let many = body.0.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    let payments: Vec<Payment> =
        if many { wire::read_slice(&body.0)? } else { vec![wire::read_slice(&body.0)?] };
    if payments.len() > AT_MOST {
        return Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "too_many_payments",
            format!(
                "The request has {} payments, and one takes {AT_MOST} at most. Nothing was stored. \
                 Send them in several requests.",
                payments.len()
            ),
        ));
    }
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let mut receipts = Vec::with_capacity(payments.len());
    for (at, payment) in payments.into_iter().enumerate() {
        let path = |field: &str| if many { format!("[{at}].{field}") } else { field.to_owned() };
        if payment.origin == PaymentOrigin::Remote {
            let message = "is remote, and payments of the books are read there; hand in what was \
                           entered at the source";
            return Err(Unusable::value(path("origin"), message).into());
        }
        let id = payment.id.clone().ok_or_else(|| {
            let message = "is missing; a payment is known by it when it is sent again";
            Refusal::from(Unusable::value(path("id"), message))
        })?;
        let now = app.clock.now();
        let taken = take_payment(&mut tx, scope, &id, payment, app.ids.as_ref(), now).await?;
        receipts.push(PaymentReceipt {
            payment: id,
            id: taken.id,
            unchanged: taken.unchanged,
            rows: taken.rows,
        });
    }
    store::commit(tx).await?;
    if receipts.iter().any(|receipt| !receipt.unchanged) {
        app.sync.wake();
    }
    Ok(Json(receipts))
}
