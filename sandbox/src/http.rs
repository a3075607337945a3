//! A request and a reply as plain values, so that an accounting system is a function between them.
//!
//! Not a server: `listener` carries the bytes, `front` decides what happens to them.

use axum::http::{HeaderMap, Method};
use axum::{body::Bytes, http::Uri};
use percent_encoding::percent_decode_str;

/// One request with its whole body.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    pub(crate) method: Method,
    /// Path with percent-encoding removed, beginning with `/`.
    pub(crate) path: String,
    /// Query as it came, without `?`.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Incoming {
    pub(crate) fn new(method: Method, uri: &Uri, headers: HeaderMap, body: Bytes) -> Self {
        let path = percent_decode_str(uri.path()).decode_utf8_lossy().into_owned();
        let query = uri.query().unwrap_or_default().to_owned();
        Self { method, path, query, headers, body }
    }

    /// A header's text, or nothing when it is absent or not text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Name and value pairs of the query, decoded, `+` read as a blank.
    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(self.query.as_bytes()).into_owned().collect()
    }
}

/// One reply.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outgoing {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Outgoing {
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type", content_type.to_owned())];
        Self { status, headers, body: body.into() }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn json(status: u16, value: &serde_json::Value) -> Self {
        Self::new(status, "application/json; charset=utf-8", value.to_string())
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn is_success(&self) -> bool {
        self.status < 400
    }
}
