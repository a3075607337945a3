//! Whether a property's value meets a condition, and how two values are ordered.

use std::cmp::Ordering;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;

use super::parser::Operator;
use crate::quickbooks_online::{
    records::given::decimal,
    refusal::{Answer, query_refused},
};

/// What a value is compared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Moment,
    Flag,
}

/// A value in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    /// In lower case: texts are found in whatever case. The page does not say; assumed.
    Text(String),
    Number(Decimal),
    /// Whole seconds, as times are shown.
    Moment(i64),
    Flag(bool),
}

/// A value of a query.
///
/// # Errors
/// 4001 for one that is not of the property's kind. Text assumed.
pub(super) fn term(kind: Kind, property: &str, text: &str) -> Answer<Term> {
    let read = match kind {
        Kind::Text => Some(Term::Text(text.to_lowercase())),
        Kind::Number => text.parse().ok().map(Term::Number),
        Kind::Moment => moment(text).map(Term::Moment),
        Kind::Flag => text.to_lowercase().parse().ok().map(Term::Flag),
    };
    read.ok_or_else(|| query_refused(&format!("value {text} is not valid for property {property}")))
}

fn moment(text: &str) -> Option<i64> {
    let midnight = format!("{text}T00:00:00Z");
    let whole = if text.len() == 10 { midnight.as_str() } else { text };
    whole.parse::<Timestamp>().ok().map(Timestamp::as_second)
}

/// A property's value; a reference stands for its id, an address for itself.
pub(super) fn held(kind: Kind, value: &Value) -> Option<Term> {
    let value = match value {
        Value::Object(object) => object.get("value").or_else(|| object.get("Address"))?,
        plain => plain,
    };
    match kind {
        Kind::Number => decimal(value).map(Term::Number),
        Kind::Flag => value.as_bool().map(Term::Flag),
        Kind::Moment => moment(value.as_str()?).map(Term::Moment),
        Kind::Text => value.as_str().map(|it| Term::Text(it.to_lowercase())),
    }
}

/// Whether a value meets a condition; nothing meets none but `!=`.
pub(super) fn meets(held: Option<&Term>, operator: Operator, terms: &[Term]) -> bool {
    let Some(held) = held else { return operator == Operator::NotEqual };
    let order = |fits: &dyn Fn(Ordering) -> bool| terms.iter().any(|term| fits(held.cmp(term)));
    match operator {
        Operator::Equal | Operator::In => order(&Ordering::is_eq),
        Operator::NotEqual => order(&Ordering::is_ne),
        Operator::Less => order(&Ordering::is_lt),
        Operator::More => order(&Ordering::is_gt),
        Operator::AtMost => order(&Ordering::is_le),
        Operator::AtLeast => order(&Ordering::is_ge),
        Operator::Like => terms.iter().any(|term| match (held, term) {
            (Term::Text(text), Term::Text(pattern)) => is_like(text, pattern),
            _ => false,
        }),
    }
}

/// `%` stands for any run of characters.
fn is_like(text: &str, pattern: &str) -> bool {
    let parts: Vec<&str> = pattern.split('%').collect();
    let [first, middle @ .., last] = &parts[..] else { return text == pattern };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
