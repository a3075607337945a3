//! The value of a property, on its way to the wire or into a comparison.
//!
//! Empty values follow the wire: zero GUID, empty text, year 1. Money leaves as a JSON number;
//! [`number`] states why that is exact here.

use std::{borrow::Cow, cmp::Ordering};

use jiff::{Timestamp, civil::Date};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde_json::Value;
use uuid::Uuid;

use super::{enums::member, schema::Kind};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Field<'a> {
    Guid(Uuid),
    Text(Cow<'a, str>),
    Decimal(Decimal),
    Integer(i64),
    Boolean(bool),
    /// Nothing is the day `0001-01-01`.
    Date(Option<Date>),
    /// Nothing is the first moment of the year 1.
    Moment(Option<Timestamp>),
    /// A caption.
    Member(&'static str),
}

impl<'a> Field<'a> {
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// What an untouched property of this kind holds.
    pub(crate) fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Guid => Self::Guid(Uuid::nil()),
            Kind::Text(_) => Self::text(""),
            Kind::Decimal => Self::Decimal(Decimal::ZERO),
            Kind::Integer | Kind::Long => Self::Integer(0),
            Kind::Boolean => Self::Boolean(false),
            Kind::Date => Self::Date(None),
            Kind::Moment => Self::Moment(None),
            Kind::Enum(enumeration) => {
                Self::Member(enumeration.captions.first().copied().unwrap_or_default())
            }
        }
    }

    /// The JSON form.
    pub(crate) fn to_json(&self) -> Value {
        match self {
            Self::Guid(id) => Value::String(id.to_string()),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::Decimal(amount) => number(*amount),
            Self::Integer(figure) => Value::from(*figure),
            Self::Boolean(flag) => Value::Bool(*flag),
            Self::Date(day) => {
                Value::String(day.map_or_else(|| "0001-01-01".to_owned(), |day| day.to_string()))
            }
            Self::Moment(moment) => Value::String(
                moment.map_or_else(|| "0001-01-01T00:00:00Z".to_owned(), |it| it.to_string()),
            ),
            Self::Member(caption) => Value::String(member(caption)),
        }
    }

    /// Order of two values of the same kind; nothing when the kinds differ.
    pub(crate) fn compare(&self, other: &Field<'_>) -> Option<Ordering> {
        match (self, other) {
            (Self::Guid(one), Field::Guid(two)) => Some(one.cmp(two)),
            (Self::Text(one), Field::Text(two)) => Some(one.cmp(two)),
            (Self::Decimal(one), Field::Decimal(two)) => Some(one.cmp(two)),
            (Self::Integer(one), Field::Integer(two)) => Some(one.cmp(two)),
            (Self::Boolean(one), Field::Boolean(two)) => Some(one.cmp(two)),
            (Self::Date(one), Field::Date(two)) => Some(one.cmp(two)),
            (Self::Moment(one), Field::Moment(two)) => Some(one.cmp(two)),
            (Self::Member(one), Field::Member(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }
}

/// An amount as a JSON number.
///
/// Exact: [`decimal`] lets in at most 15 significant digits, and that many survive the way
/// through JSON's binary number unchanged.
pub(crate) fn number(amount: Decimal) -> Value {
    let amount = amount.normalize();
    match (amount.scale(), amount.to_i64()) {
        (0, Some(whole)) => Value::from(whole),
        _ => amount.to_string().parse::<f64>().map_or(Value::Null, Value::from),
    }
}

/// A JSON number, or a text that holds one, as an amount of at most 15 significant digits.
pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let amount = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(&text)).ok()?;
    let digits = amount.normalize().mantissa().unsigned_abs();
    (digits < 1_000_000_000_000_000).then_some(amount)
}
