//! One call of the API: a request of its own, or an item of a batch.

use axum::body::Bytes;
use jiff::Timestamp;

use crate::quickbooks_online::refusal::{Answer, not_modelled};

/// The newest minor version, and the only one since the older were switched off.
const MINOR_VERSION: u32 = 75;

/// A call, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) method: String,
    /// `invoice`, or `invoice` and `238`; in lower case.
    pub(crate) segments: Vec<String>,
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
    pub(crate) now: Timestamp,
    /// How long a reply is kept under its `requestid`.
    pub(crate) request_life_seconds: i64,
}

impl Call {
    /// The value of a query parameter; absent and empty are one.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|it| !it.is_empty())
    }

    /// Whether `include` names a word.
    pub(crate) fn includes(&self, word: &str) -> bool {
        let named = self.option("include").unwrap_or_default();
        named.split(',').any(|it| it.trim().eq_ignore_ascii_case(word))
    }

    /// # Errors
    /// A minor version that does not exist yet. Versions 1 to 74 count as 75.
    pub(crate) fn check_version(&self) -> Answer<()> {
        let Some(version) = self.option("minorversion") else { return Ok(()) };
        match version.parse::<u32>() {
            Ok(1..=MINOR_VERSION) => Ok(()),
            _ => Err(not_modelled(&format!("minor version {version}"))),
        }
    }
}
