//! What a caller wrote about an object: its writable properties under their own names, and the
//! few ways to read them.
//!
//! Invariant: `wire::body` has checked kinds and lengths before anything stands here.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Map, Number, Value};

/// Writable properties.
pub(crate) type Given = Map<String, Value>;

pub(crate) fn text<'a>(given: &'a Given, name: &str) -> Option<&'a str> {
    given.get(name)?.as_str()
}

/// A reference's id.
pub(crate) fn reference(given: &Given, name: &str) -> Option<u64> {
    given.get(name)?.get("value")?.as_str()?.parse().ok()
}

pub(crate) fn date(given: &Given, name: &str) -> Option<Date> {
    text(given, name)?.parse().ok()
}

pub(crate) fn flag(given: &Given, name: &str) -> Option<bool> {
    given.get(name)?.as_bool()
}

pub(crate) fn amount(given: &Given, name: &str) -> Option<Decimal> {
    decimal(given.get(name)?)
}

/// Objects of a list property.
pub(crate) fn objects<'a>(given: &'a Given, name: &str) -> impl Iterator<Item = &'a Given> {
    let list = given.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(Value::as_object)
}

/// A number as it was written: the shortest decimal that the JSON number stands for.
pub(crate) fn decimal(value: &Value) -> Option<Decimal> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    text.parse().or_else(|_| Decimal::from_scientific(&text)).ok()
}

/// A decimal as a JSON number: `0`, `200.0`, `103.55`.
pub(crate) fn number(amount: Decimal) -> Value {
    let amount = amount.normalize();
    if amount.is_zero() {
        return Value::from(0);
    }
    let number = amount.to_string().parse::<f64>().ok().and_then(Number::from_f64);
    number.map_or(Value::Null, Value::Number)
}

/// Half a cent goes away from zero.
pub(crate) fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}
