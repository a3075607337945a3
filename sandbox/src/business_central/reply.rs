//! A JSON reply with the headers of the API.

use serde_json::Value;

use crate::http::Outgoing;

/// A JSON reply with the headers of the API.
pub(crate) fn reply(status: u16, body: &Value) -> Outgoing {
    const CONTENT: &str = "application/json; odata.metadata=minimal; odata.streaming=true";
    Outgoing::new(status, CONTENT, body.to_string()).with("odata-version", "4.0")
}
