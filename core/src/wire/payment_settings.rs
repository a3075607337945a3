//! What decides about payments besides the documents: system, mapping, go-live (R17, R26).
//!
//! Not a connection: no credentials, no company.

use super::{Chart, Date, Extra, Mapping, System};
use serde::{Deserialize, Serialize};

/// The settings that payments are judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentSettings {
    /// The accounting system; a document may name another.
    pub system: System,
    /// Whether customer payments are exported, and to which deposit account.
    pub mapping: Mapping,
    /// Payments of older documents are skipped.
    #[serde(default)]
    pub go_live: Option<Date>,
    /// The chart, where it is at hand: it names the deposit account, and refuses one that may not
    /// stand there (R12).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}
