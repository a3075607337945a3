//! What a reader of the formats refuses, while its path is still being found.
//!
//! A refusal begins where something could not be read, without a path; every object and list that it
//! leaves puts the field's name or the member's place in front. So nobody keeps track of paths while
//! all goes well.

use super::Unusable;
use super::unusable::quoted;
use serde::de::{Error, Expected, Unexpected};
use std::fmt;

/// An [`Unusable`] on its way out.
#[derive(Debug)]
pub(super) struct Refusal(Box<Unusable>);

impl Refusal {
    /// The text is not JSON at this place.
    #[cold]
    pub(super) fn malformed(said: &str) -> Refusal {
        Refusal::of("malformed_json", "", format!("is not JSON ({said}); correct the text here"))
    }

    /// The text ends before its value does.
    #[cold]
    pub(super) fn ended() -> Refusal {
        Refusal::of("malformed_json", "", "the JSON ends too early; complete it".to_owned())
    }

    /// There is no value at all.
    #[cold]
    pub(super) fn empty() -> Refusal {
        Refusal::of("malformed_json", "", "the text is empty; give one JSON value".to_owned())
    }

    /// A field that stands twice in one object.
    #[cold]
    pub(super) fn twice(field: &str) -> Refusal {
        Refusal::of("unusable_value", field, "stands twice in one object; keep one".to_owned())
    }

    /// One thing stands where another one belongs.
    #[cold]
    fn wrong(met: &Unexpected<'_>, expected: &dyn Expected) -> Refusal {
        let message = format!("is {}; write {}", met_in_words(met), plain(&expected.to_string()));
        Refusal::of("unusable_value", "", message)
    }

    /// The same, of what stands in the field or at the place `outer`.
    #[cold]
    pub(super) fn within(self, outer: &str) -> Refusal {
        Refusal(Box::new(self.0.within(outer)))
    }

    /// The refusal as a whole, of a text that is read up to this line and column.
    pub(super) fn at(mut self, (line, column): (usize, usize)) -> Unusable {
        (self.0.line, self.0.column) = (Some(line), Some(column));
        *self.0
    }

    fn said(message: String) -> Refusal {
        let field = message.strip_prefix(TWICE).and_then(|rest| rest.strip_suffix('`'));
        match field {
            Some(field) => Refusal::twice(field),
            None => Refusal::of("unusable_value", "", message),
        }
    }

    fn of(code: &'static str, path: &str, message: String) -> Refusal {
        Refusal(Box::new(Unusable { code, ..Unusable::value(path, message) }))
    }
}

/// How serde begins to say that a field stands twice.
const TWICE: &str = "duplicate field `";

/// The refusal of a field that stands twice, in serde's words.
pub(super) fn twice<E: Error>(field: &str) -> E {
    E::custom(format_args!("{TWICE}{field}`"))
}

impl Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Refusal {
        Refusal::said(message.to_string())
    }

    fn invalid_type(met: Unexpected<'_>, expected: &dyn Expected) -> Refusal {
        Refusal::wrong(&met, expected)
    }

    fn invalid_value(met: Unexpected<'_>, expected: &dyn Expected) -> Refusal {
        Refusal::wrong(&met, expected)
    }

    fn missing_field(field: &'static str) -> Refusal {
        Refusal::of("missing_field", field, "is missing; add it".to_owned())
    }

    fn duplicate_field(field: &'static str) -> Refusal {
        Refusal::twice(field)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refusal {}

/// What was met, as people say it.
fn met_in_words(met: &Unexpected<'_>) -> String {
    match met {
        Unexpected::Bool(true) => "true".to_owned(),
        Unexpected::Bool(false) => "false".to_owned(),
        Unexpected::Unsigned(number) => format!("the number {number}"),
        Unexpected::Signed(number) => format!("the number {number}"),
        Unexpected::Str(text) => format!("the text {}", quoted(text)),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        Unexpected::Other(words) => (*words).to_owned(),
        _ => "null".to_owned(),
    }
}

/// serde's words for shapes, as people say them.
fn plain(shape: &str) -> &str {
    match shape {
        "a string" => "text",
        "map" | "a map" => "an object",
        "sequence" | "a sequence" => "a list",
        "a boolean" => "true or false",
        "option" => "text or null",
        one if one.starts_with("struct ") => "an object",
        other => other,
    }
}
