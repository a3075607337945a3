//! A JSON body, within the route's size and time.

use axum::body;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use waypost_core::wire;

use crate::http::app::App;
use crate::http::problem::{Refusal, body_too_large, body_too_slow, unusable};

/// Documents come up to a thousand at a time.
const DOCUMENTS_BYTES: usize = 8 * 1024 * 1024;
/// A preview carries a chart, a mapping and a catalogue; a large chart has 20,000 accounts.
const CHART_BYTES: usize = 8 * 1024 * 1024;
/// A factor's report may have 50,000 rows.
const REPORT_BYTES: usize = 8 * 1024 * 1024;
/// Signing in and setting up: anybody may send that.
const STRANGERS_BYTES: usize = 16 * 1024;
/// What Intuit says of a change: a line for each record.
const HINT_BYTES: usize = 256 * 1024;
/// A catalogue or a mapping of some thousand items.
const OTHER_BYTES: usize = 1024 * 1024;

/// How many bytes the body of a request to `path` may have.
fn limit_bytes(path: &str) -> usize {
    // A nested route sees its address without what it is nested under.
    match path.strip_prefix("/api/v1").unwrap_or(path) {
        "/documents" => DOCUMENTS_BYTES,
        "/preview" => CHART_BYTES,
        "/session" | "/setup" => STRANGERS_BYTES,
        "/webhooks/quickbooks-online" => HINT_BYTES,
        other if is_report(other) => REPORT_BYTES,
        _ => OTHER_BYTES,
    }
}

fn is_report(path: &str) -> bool {
    path.starts_with("/subsidiaries/") && path.ends_with("/factoring-report")
}

/// A body as it came, declared to be JSON.
#[derive(Clone, Debug)]
pub(crate) struct Bytes(pub body::Bytes);

impl FromRequest<App> for Bytes {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Bytes, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                "The body is not declared to be JSON. Send it with \"Content-Type: \
                 application/json\".",
            ));
        }
        let bytes = read_bytes(request, app).await?;
        if holds_nul(&bytes) {
            return Err(unusable(
                "",
                "A text of the body holds the sign NUL (\\u0000), which cannot be stored. Nothing \
                 was stored. Take it out.",
            ));
        }
        Ok(Bytes(bytes))
    }
}

/// Whether a text in `json` holds the sign NUL: PostgreSQL takes every other.
fn holds_nul(json: &[u8]) -> bool {
    memchr::memmem::find_iter(json, br"\u0000").any(|at| {
        // A pair of backslashes before it is a backslash of the text.
        json[..at].iter().rev().take_while(|sign| **sign == b'\\').count() % 2 == 0
    })
}

/// A JSON body, read as strictly as a file of the public formats.
#[derive(Clone, Debug)]
pub(crate) struct Sent<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Sent<T>, Refusal> {
        let Bytes(bytes) = Bytes::from_request(request, app).await?;
        Ok(Sent(wire::read_slice(&bytes)?))
    }
}

/// Reads a request's body whole, within its route's limits.
pub(crate) async fn read_bytes(mut request: Request, app: &App) -> Result<body::Bytes, Refusal> {
    let limit = limit_bytes(request.uri().path());
    let declared = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > limit as u64) {
        return Err(body_too_large(limit));
    }
    DefaultBodyLimit::max(limit).apply(&mut request);
    let reading = body::Bytes::from_request(request, &());
    match tokio::time::timeout(app.limits.body, reading).await {
        Err(_) => Err(body_too_slow()),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) => Err(refuse(&rejection, limit)),
    }
}

fn refuse(rejection: &BytesRejection, limit: usize) -> Refusal {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return body_too_large(limit);
    }
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "body_broken_off",
        "The connection broke before the body was complete. Nothing was stored. Send it again.",
    )
}

fn is_json(headers: &HeaderMap) -> bool {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let declared = declared.and_then(|value| value.split(';').next()).unwrap_or_default();
    declared.trim().eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
mod tests {
    use super::holds_nul;

    #[test]
    fn a_nul_is_told_from_a_backslash_before_u0000() {
        for (json, nul) in
            [(r#""\u0000""#, true), (r#""\\u0000""#, false), (r#""\\\u0000""#, true), ("{}", false)]
        {
            assert_eq!(holds_nul(json.as_bytes()), nul, "{json}");
        }
    }
}
