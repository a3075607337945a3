//! One call of the API: a request of its own, or an operation inside a batch.

use axum::body::Bytes;

use super::{
    address::{Segment, segments},
    errors::Answer,
    odata::Place,
};

/// A call, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) if_match: Option<String>,
    pub(crate) max_page_size: Option<usize>,
    pub(crate) body: Bytes,
    pub(crate) place: Place,
}

impl Call {
    /// Takes a call apart. `path` is decoded and relative to `root`, `query` as it came.
    ///
    /// # Errors
    /// A key in the path that is not a GUID.
    pub(crate) fn new(
        method: &str,
        root: &str,
        path: &str,
        query: &str,
        body: Bytes,
    ) -> Answer<Self> {
        Ok(Self {
            method: method.to_ascii_uppercase(),
            segments: segments(path)?,
            pairs: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            if_match: None,
            max_page_size: None,
            body,
            place: Place { root: root.to_owned(), path: path.trim_matches('/').to_owned() },
        })
    }

    /// Reads the headers that change what a call does.
    pub(crate) fn with_headers<'h>(mut self, header: impl Fn(&str) -> Option<&'h str>) -> Self {
        self.if_match = header("if-match").map(str::to_owned);
        self.max_page_size = header("prefer").and_then(|prefer| {
            prefer
                .split([',', ';'])
                .find_map(|part| part.trim().strip_prefix("odata.maxpagesize="))
                .and_then(|size| size.trim().parse().ok())
        });
        self
    }

    /// The value of a query option.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    /// Whether the call may change the books.
    pub(crate) fn is_write(&self) -> bool {
        self.method != "GET"
    }
}
