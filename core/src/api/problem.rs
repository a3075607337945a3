//! Errors as `application/problem+json` (RFC 9457).

use crate::wire::Finding;
use crate::wire::object::answer;

answer! {
    /// What went wrong, in words for a person and a code for a program.
    struct Problem {
        /// Address of the page that explains `code`.
        pub kind("type"): String,
        /// Stable name of the cause, such as `mapping_has_errors`.
        pub code: String,
        /// The cause in a few words.
        pub title: String,
        /// HTTP status.
        pub status: u16,
        /// What happened, to which thing, and the next step.
        pub detail: String,
        /// Where in the request the cause stands, such as `lines[3].amount`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub path: Option<String> = None,
        /// The findings that stand in the way, where a rule refused.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub findings: Vec<Finding> = Vec::new(),
    }
}
