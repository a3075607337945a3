//! Errors as `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::wire::Finding;

/// What went wrong, in words for a person and a code for a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Address of the page that explains `code`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Stable name of the cause, such as `mapping_has_errors`.
    pub code: String,
    /// The cause in a few words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What happened, to which thing, and the next step.
    pub detail: String,
    /// Where in the request the cause stands, such as `lines[3].amount`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The findings that stand in the way, where a rule refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}
