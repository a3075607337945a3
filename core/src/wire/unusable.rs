//! Input that cannot be read: the refusal, with the field's path and the place in the text.
//!
//! Not a finding: findings are facts about input that was understood.

use std::fmt;

/// Why a text or a document cannot be used; names the field and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unusable {
    /// Stable: `malformed_json`, `missing_field` or `unusable_value`.
    pub code: &'static str,
    /// The field, as `lines[3].amount`; empty for the text as a whole.
    pub path: String,
    /// Line of the text, from 1; absent where no text is at hand.
    pub line: Option<usize>,
    /// Column of the text, from 1.
    pub column: Option<usize>,
    /// What is wrong and how to mend it, without the path.
    pub message: String,
}

impl Unusable {
    /// A value that was read but cannot be used.
    #[must_use]
    pub fn value(path: impl Into<String>, message: impl Into<String>) -> Unusable {
        Unusable {
            code: "unusable_value",
            path: path.into(),
            line: None,
            column: None,
            message: message.into(),
        }
    }

    /// The same, of a value that stands inside `outer`.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Unusable {
        self.path = match self.path.as_str() {
            "" => outer.to_owned(),
            member if member.starts_with('[') => format!("{outer}{member}"),
            path => format!("{outer}.{path}"),
        };
        self
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

impl std::error::Error for Unusable {}

/// `"12,50" is not an amount; …`, with an overlong value cut.
pub(crate) fn quoted(text: &str, error: &dyn fmt::Display) -> String {
    let start: String = text.chars().take(40).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    format!("{start:?}{more} {error}")
}
