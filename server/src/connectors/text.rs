//! What every wire is made of: addresses and bodies as text.

use url::form_urlencoded::byte_serialize;

/// Percent-encoded, blanks as `%20`: fit for a path segment and for a query value.
pub(crate) fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// A body in JSON.
#[expect(clippy::expect_used, reason = "texts and exact decimals have no value that JSON refuses")]
pub(crate) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data is JSON")
}
