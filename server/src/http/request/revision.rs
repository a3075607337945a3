//! `If-Match`: which state of a thing the writer has seen. `"7"` as the `ETag` said it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::http::app::App;
use crate::http::problem::Refusal;

/// The revision that the writer has seen; a write without one is refused (428).
#[derive(Clone, Copy, Debug)]
pub(crate) struct IfMatch(pub u64);

/// The revision that the writer has seen, where it says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MaybeIfMatch(pub Option<u64>);

impl FromRequestParts<App> for IfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<IfMatch, Refusal> {
        let MaybeIfMatch(revision) = MaybeIfMatch::from_request_parts(parts, app).await?;
        revision.map(IfMatch).ok_or_else(|| {
            Refusal::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if_match_missing",
                "The write does not say which revision it changes, so it might undo somebody's \
                 work. Send the ETag that was read as If-Match.",
            )
        })
    }
}

impl FromRequestParts<App> for MaybeIfMatch {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<MaybeIfMatch, Refusal> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(MaybeIfMatch(None));
        };
        let revision = value
            .to_str()
            .ok()
            .and_then(|text| text.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok());
        revision.map(|revision| MaybeIfMatch(Some(revision))).ok_or_else(|| {
            Refusal::new(
                StatusCode::BAD_REQUEST,
                "unusable_if_match",
                "If-Match does not name a revision. Send the ETag as it was read, such as \"7\".",
            )
        })
    }
}

/// An answer with its revision as the `ETag`.
pub(crate) fn tagged(revision: u64, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{revision}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
