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

/// Longest part of a refused value that is quoted back.
const QUOTED: usize = 60;

/// `"12,50"`: a value that is refused, with what cannot be seen written as escapes, cut where it is
/// overlong.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut signs = text.chars();
    for sign in signs.by_ref().take(QUOTED) {
        match sign {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '"' | '\\' => quoted.extend(['\\', sign]),
            _ if sign.is_control() => quoted.extend(sign.escape_unicode()),
            _ => quoted.push(sign),
        }
    }
    quoted.push_str(if signs.next().is_some() { "\"…" } else { "\"" });
    quoted
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_refused_value_is_quoted_so_that_it_can_be_seen() {
        assert_eq!(quoted("12,50 é"), "\"12,50 é\"");
        assert_eq!(quoted("a\"b\\\n\u{1}"), r#""a\"b\\\n\u{1}""#);
        assert_eq!(quoted(&"x".repeat(61)), format!("\"{}\"…", "x".repeat(60)));
    }
}
