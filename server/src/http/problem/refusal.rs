//! A request that is not carried out, and its conversion from every kind of failure.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use waypost_core::api::Problem;
use waypost_core::wire::{Finding, Unusable};

use super::title;
use crate::store::StoreError;
use crate::sync::Trouble;

/// Why a request is not carried out. Becomes a [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: &'static str,
    detail: String,
    path: Option<String>,
    findings: Vec<Finding>,
    retry_after_seconds: Option<u64>,
}

impl Refusal {
    /// A refusal with a code that has a page in `docs/errors`. `detail` says what happened, to
    /// which thing, and the next step.
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        detail: impl Into<String>,
    ) -> Refusal {
        Refusal {
            status,
            code,
            detail: detail.into(),
            path: None,
            findings: Vec::new(),
            retry_after_seconds: None,
        }
    }

    /// Names the field of the request, such as `lines[3].amount`.
    #[must_use]
    pub(crate) fn at(mut self, path: impl Into<String>) -> Refusal {
        self.path = Some(path.into()).filter(|path| !path.is_empty());
        self
    }

    /// Adds the findings that stand in the way.
    #[must_use]
    pub(crate) fn with_findings(mut self, findings: Vec<Finding>) -> Refusal {
        self.findings = findings;
        self
    }

    /// Says when the request may be repeated.
    #[must_use]
    pub(crate) fn retry_after(mut self, seconds: u64) -> Refusal {
        self.retry_after_seconds = Some(seconds);
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let problem = Problem {
            kind: format!("/docs/errors/{}", self.code),
            code: self.code.to_owned(),
            title: title(self.code),
            status: self.status.as_u16(),
            detail: self.detail,
            path: self.path,
            findings: self.findings,
        };
        let mut response = (self.status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        tracing::error!(error = %error, "store failed during a request");
        super::store_unavailable(error.cause())
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Refusal {
        let status = StatusCode::from_u16(trouble.status).unwrap_or(StatusCode::BAD_GATEWAY);
        Refusal::new(status, trouble.code, trouble.message)
    }
}

impl From<Unusable> for Refusal {
    fn from(unusable: Unusable) -> Refusal {
        let status = match unusable.code {
            "malformed_json" => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let place = match (unusable.code, unusable.line, unusable.column) {
            ("malformed_json", Some(line), Some(column)) => {
                format!(" (line {line}, column {column})")
            }
            _ => String::new(),
        };
        let subject = if unusable.path.is_empty() { "The body" } else { unusable.path.as_str() };
        let detail = format!(
            "{subject} {}{place}. Nothing was stored.",
            unusable.message.trim_end_matches('.')
        );
        Refusal::new(status, unusable.code, detail).at(unusable.path)
    }
}
