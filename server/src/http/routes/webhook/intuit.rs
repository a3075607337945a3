//! Intuit's webhook: the books of QuickBooks Online changed.
//!
//! Invariant: what it says is a hint. It makes a look at the books due and changes nothing else, and its
//! answer does not tell which companies are known here.

use axum::extract::{Request, State};
use axum::http::StatusCode;

use crate::http::app::App;
use crate::http::problem::{Answer, Refusal};
use crate::http::request::read_bytes;

/// Takes the news that books changed, signed by Intuit. A look at them is due at once.
#[utoipa::path(
    post, path = "/webhooks/quickbooks-online", operation_id = "intuitWebhook", tag = "webhooks",
    params(("intuit-signature" = Option<String>, Header, description = "HMAC-SHA256 of the body in base64")),
    responses(
        (status = 200, description = "taken, whether or not its companies are known here"),
        (status = 401, body = waypost_core::api::Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn hear(State(app): State<App>, request: Request) -> Answer<StatusCode> {
    let signature = request.headers().get("intuit-signature").cloned();
    let signature = signature.as_ref().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let bytes = read_bytes(request, &app).await?;
    match app.sync.is_from_intuit(signature, &bytes) {
        Some(true) => {}
        Some(false) => {
            return Err(refused(
                "The signature is not one of this body under the verifier token that this server \
                 has. Compare the token with the one on Intuit's page of the app.",
            ));
        }
        None => {
            return Err(refused(
                "This server has no verifier token, so nothing can be checked. Let its operator \
                 give --quickbooks-online-verifier-token-file.",
            ));
        }
    }
    if app.sync.hinted_by_intuit(&bytes).await?.is_none() {
        tracing::warn!(bytes = bytes.len(), "a signed webhook of Intuit's has neither known form");
    }
    Ok(StatusCode::OK)
}

fn refused(words: &str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "webhook_not_signed", words)
}
