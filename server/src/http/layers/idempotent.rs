//! `Idempotency-Key`: a write that is sent again is answered again, not done again. Kept for a day,
//! for each tenant.
//!
//! Invariant: a secret that is shown once is never kept. The answer that shows one is kept as the
//! refusal to show it a second time.

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;

use crate::clock::text;
use crate::hash::sha256_hex;
use crate::http::app::App;
use crate::http::caller::{Caller, caller};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::read_bytes;
use crate::store::{self, idempotency};

const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Answers that are kept have at most this many bytes: a thousand receipts. A longer one is given as it
/// is, and its request is done again when it comes again; only what is sent many at a time has such
/// answers, and the same again changes nothing there.
const ANSWER_BYTES: usize = 4 * 1024 * 1024;
/// The routes whose answers hold a secret.
const SHOWN_ONCE: [&str; 2] = ["/api/v1/keys", "/api/v1/webhooks"];

/// Answers a repeated write from what was answered before.
pub(crate) async fn idempotent(State(app): State<App>, request: Request, next: Next) -> Response {
    let keyed = request.headers().get("idempotency-key").cloned();
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    match keyed {
        Some(key) if writes => keep(&app, &key, request, next).await.into_response(),
        _ => next.run(request).await,
    }
}

async fn keep(app: &App, key: &HeaderValue, request: Request, next: Next) -> Answer<Response> {
    let (mut parts, body) = request.into_parts();
    // Signing in and setting up come before a tenant: they are not kept.
    let Ok(caller) = caller(&mut parts, app).await else {
        return Ok(next.run(Request::from_parts(parts, body)).await);
    };
    let key = checked(key)?;
    let path = parts.uri.path().to_owned();
    let head = format!("{} {} {:?}", parts.method, parts.uri, parts.headers.get(header::IF_MATCH));
    let bytes = read_bytes(Request::from_parts(parts.clone(), body), app).await?;
    let hash = sha256_hex(&[head.as_bytes(), b"\n", &bytes].concat());
    if let Some(answered) = claim(app, &caller, &key, &hash).await? {
        return Ok(answered);
    }
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    remember(app, &caller, &key, &path, response).await
}

async fn claim(app: &App, caller: &Caller, key: &str, hash: &str) -> Answer<Option<Response>> {
    let now = app.clock.now();
    // A claim outlives every request that still works under it.
    let longest = app.limits.answer + app.limits.body;
    let stale = text(now - SignedDuration::try_from(longest).unwrap_or(SignedDuration::MAX));
    let forgotten = text(now - KEPT);
    let mut tx = app.store.begin().await?;
    let before = (stale.as_str(), forgotten.as_str());
    let claimed = idempotency::claim(&mut tx, &caller.scope, key, hash, &text(now), before).await?;
    store::commit(tx).await?;
    match claimed {
        idempotency::Claim::Ours => Ok(None),
        idempotency::Claim::Working => Err(Refusal::new(
            StatusCode::CONFLICT,
            "still_working",
            "The same request is still being worked on. Send it again in a moment.",
        )
        .retry_after(1)),
        idempotency::Claim::Other => Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This Idempotency-Key belongs to another request of the last 24 hours. Nothing was \
             changed. Use a fresh key for each write.",
        )),
        idempotency::Claim::Answered { status, reply } => Ok(Some(again(status, reply))),
    }
}

async fn remember(
    app: &App,
    caller: &Caller,
    key: &str,
    path: &str,
    response: Response,
) -> Answer<Response> {
    let status = response.status();
    if !is_kept(&response) {
        let mut tx = app.store.begin().await?;
        idempotency::give_back(&mut tx, &caller.scope, key).await?;
        tx.commit().await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES).await.unwrap_or_default();
    let (kept_status, kept) = if SHOWN_ONCE.contains(&path) && status.is_success() {
        let refusal = Refusal::new(
            StatusCode::CONFLICT,
            "key_shown_once",
            "This request has made a key or a webhook, and its secret is shown once. Take that one \
             back and make another.",
        );
        let refused = to_bytes(refusal.into_response().into_body(), ANSWER_BYTES).await;
        (StatusCode::CONFLICT, refused.unwrap_or_default())
    } else {
        (status, bytes.clone())
    };
    let kept = String::from_utf8_lossy(&kept);
    let mut tx = app.store.begin().await?;
    idempotency::answer(&mut tx, &caller.scope, key, kept_status.as_u16(), &kept).await?;
    tx.commit().await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Whether the answer is the one that is given again: an outcome, and not too long.
fn is_kept(response: &Response) -> bool {
    let status = response.status();
    // What may succeed when tried again is not an outcome.
    let outcome = !status.is_server_error()
        && !matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS | StatusCode::CONFLICT
        );
    let most = response.body().size_hint().upper().and_then(|most| usize::try_from(most).ok());
    outcome && most.is_some_and(|most| most <= ANSWER_BYTES)
}

fn again(status: u16, reply: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    let headers = [(header::CONTENT_TYPE, kind)];
    if reply.is_empty() {
        return status.into_response();
    }
    (status, headers, reply).into_response()
}

fn checked(key: &HeaderValue) -> Answer<String> {
    let text = key.to_str().unwrap_or_default();
    if (1..=200).contains(&text.len()) {
        return Ok(text.to_owned());
    }
    Err(Refusal::new(
        StatusCode::BAD_REQUEST,
        "unusable_idempotency_key",
        "Idempotency-Key has to be 1 to 200 visible ASCII characters. Nothing was changed. Use a \
         fresh random one.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_too_long_to_be_kept_is_given_as_it_is() {
        let answer = |bytes: usize| Response::new(Body::from("x".repeat(bytes)));
        assert!(is_kept(&answer(0)) && is_kept(&answer(ANSWER_BYTES)));
        assert!(!is_kept(&answer(ANSWER_BYTES + 1)));
    }

    #[test]
    fn what_may_succeed_when_it_is_tried_again_is_not_kept() {
        for status in [StatusCode::CONFLICT, StatusCode::SERVICE_UNAVAILABLE] {
            assert!(!is_kept(&status.into_response()), "{status}");
        }
        assert!(is_kept(&StatusCode::CREATED.into_response()));
    }
}
