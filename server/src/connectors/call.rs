//! One request and its reply, before and after IO.

use super::Ask;

/// HTTP's verbs, as far as they are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Orders.
    Post,
    /// Removes.
    Delete,
}

impl Method {
    /// As it stands in a request line.
    pub fn text(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        }
    }
}

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Below the operator's address of the system, with its query, already encoded.
    Path(String),
    /// As the remote itself named it; followed only below the operator's address (R55).
    Next(String),
}

/// One request, its authorisation left to whoever sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// What it asks; the decoder answers each.
    pub asks: Vec<Ask>,
    /// What it is for: `look_up`, `create`, `post`, `re_read`, `compare_ledger` …
    pub step: &'static str,
    /// The verb.
    pub method: Method,
    /// Where to.
    pub address: Address,
    /// Headers beside those of every request, their names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Option<String>,
    /// Whether it changes the books: without an answer its outcome is unknown.
    pub writes: bool,
    /// How many questions or orders it carries: more than one in a batch.
    pub parts: usize,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// The header of that name, as sent.
    pub retry_after: Option<String>,
    /// The body, within the transport's limit.
    pub body: Vec<u8>,
}
