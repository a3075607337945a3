//! The outcome of a `requestid`, kept so that a repeated call is answered and not done again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::table::Row;
use crate::quickbooks_online::refusal::Answer;

/// An outcome under the id of its request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    /// The `requestid`; in a batch with the item's `bId` behind it.
    pub(crate) request: String,
    pub(crate) at: Timestamp,
    pub(crate) outcome: Answer<Value>,
}

impl Row for Remembered {
    type Key = String;
    fn key(&self) -> String {
        self.request.clone()
    }
}
