//! Reads what a caller writes: known properties of the right kind and length, and nothing else.
//!
//! An empty value stands for none, because clients send empty texts and nulls for what they do not
//! set; it is kept as null, which empties the property in a sparse update.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::schema::{Kind, Property};
use crate::quickbooks_online::{
    records::given::{Given, decimal, number},
    refusal::{
        Answer, Refusal, bad_choice, bad_currency, bad_date, bad_date_format, bad_email, bad_flag,
        bad_number, bad_string, not_modelled, too_long, unknown_property, unsupported,
    },
};

/// Parses a body.
///
/// # Errors
/// 500 for bytes that are not UTF-8, 2010 for what is not one JSON object.
pub(crate) fn parse(bytes: &[u8]) -> Answer<Given> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        unsupported(
            "com.sun.org.apache.xerces.internal.impl.io.MalformedByteSequenceException: Invalid \
             byte 1 of 1-byte UTF-8 sequence",
        )
    })?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(unreadable()),
    }
}

fn unreadable() -> Refusal {
    unknown_property("failed to parse json object; a property").at("")
}

/// The writable part of an object, checked; `home` is the company's currency.
///
/// # Errors
/// 2010 for an unknown property, the refusal of its kind for an unfitting value, 5030 for one that
/// the sandbox does not model.
pub(crate) fn read<'p>(
    properties: &(impl Iterator<Item = &'p Property> + Clone),
    object: &Given,
    home: &str,
) -> Answer<Given> {
    Reader { home }.object(properties, object, "")
}

struct Reader<'a> {
    home: &'a str,
}

impl Reader<'_> {
    fn object<'p>(
        &self,
        properties: &(impl Iterator<Item = &'p Property> + Clone),
        object: &Given,
        path: &str,
    ) -> Answer<Given> {
        let mut read = Given::new();
        for (name, value) in object {
            let found = properties.clone().find(|it| it.name == name);
            let property = found.ok_or_else(|| unknown_property(name))?;
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            if let Some(value) = self.value(property, value, &path)? {
                read.insert(name.clone(), value);
            }
        }
        Ok(read)
    }

    /// Nothing for what is passed over.
    fn value(&self, property: &Property, value: &Value, path: &str) -> Answer<Option<Value>> {
        match property.kind {
            Kind::Computed(_) => return Ok(None),
            Kind::Elsewhere(harmless) => {
                let says = !is_empty(value, harmless);
                return if says { Err(not_modelled(path)) } else { Ok(None) };
            }
            Kind::Currency => return self.currency(value).map(|()| None),
            _ => {}
        }
        if is_blank(value) && !matches!(property.kind, Kind::List(_)) {
            return Ok(Some(Value::Null));
        }
        let read = match property.kind {
            Kind::Object(inner) => {
                let object = value.as_object().ok_or_else(unreadable)?;
                Value::Object(self.object(&inner.iter(), object, path)?)
            }
            Kind::List(inner) => self.list(inner, value, path)?,
            Kind::Ref(_) | Kind::Code => reference(value)?,
            kind => scalar(kind, value).map_err(|refusal| refusal.at(path))?,
        };
        Ok(Some(read))
    }

    fn list(&self, inner: &'static [Property], value: &Value, path: &str) -> Answer<Value> {
        if value.is_null() {
            return Ok(Value::Null);
        }
        let items = value.as_array().ok_or_else(unreadable)?;
        let read = items.iter().map(|item| {
            let object = item.as_object().ok_or_else(unreadable)?;
            let mut read = self.object(&inner.iter(), object, path)?;
            read.retain(|_, value| !value.is_null());
            Ok(Value::Object(read))
        });
        Ok(Value::Array(read.collect::<Answer<Vec<_>>>()?))
    }

    /// A currency other than the company's needs several currencies, which the sandbox has not.
    fn currency(&self, value: &Value) -> Answer<()> {
        let named = value.get("value").and_then(Value::as_str).unwrap_or(self.home);
        if named.is_empty() || named == self.home { Ok(()) } else { Err(bad_currency(named)) }
    }
}

/// `{"value": "33"}` of a reference; the name that a caller sends is passed over.
fn reference(value: &Value) -> Answer<Value> {
    let object = value.as_object().ok_or_else(unreadable)?;
    let known = ["value", "name", "type"];
    if let Some(name) = object.keys().find(|it| !known.contains(&it.as_str())) {
        return Err(unknown_property(name));
    }
    match object.get("value") {
        Some(Value::String(id)) if !id.is_empty() => Ok(json!({"value": id})),
        Some(Value::Number(id)) => Ok(json!({"value": id.to_string()})),
        _ => Ok(Value::Null),
    }
}

fn scalar(kind: Kind, value: &Value) -> Answer<Value> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return Err(unreadable()),
    };
    match kind {
        Kind::Text(longest) => fits(text, longest),
        Kind::Name(longest, never) => {
            if text.contains(never) {
                Err(bad_string(&text))
            } else {
                fits(text, longest)
            }
        }
        Kind::Email => {
            let parts = text.split_once('@');
            let whole = parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
            if whole { fits(text, 100) } else { Err(bad_email(&text)) }
        }
        Kind::Money => decimal(value).map(number).ok_or_else(|| bad_number(&text)),
        Kind::Date => date(&text),
        Kind::Flag => match text.as_str() {
            "true" => Ok(Value::from(true)),
            "false" => Ok(Value::from(false)),
            _ => Err(bad_flag(&text)),
        },
        Kind::Choice(choices) => {
            if choices.contains(&text.as_str()) {
                Ok(Value::from(text))
            } else {
                Err(bad_choice(&text))
            }
        }
        _ => Err(unreadable()),
    }
}

fn fits(text: String, longest: usize) -> Answer<Value> {
    let length = text.chars().count();
    if length > longest { Err(too_long(longest, length)) } else { Ok(Value::from(text)) }
}

/// `YYYY-MM-DD`; a time behind it is passed over, as clients send one.
fn date(text: &str) -> Answer<Value> {
    let day = text.get(..10).unwrap_or(text);
    let shaped = day.len() == 10
        && day.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return Err(bad_date_format(text));
    }
    day.parse::<Date>().map(|it| Value::from(it.to_string())).map_err(|_| bad_date(text))
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.values().all(is_blank),
        _ => false,
    }
}

/// Whether a value says nothing, or one of the `harmless` words.
fn is_empty(value: &Value, harmless: &[&str]) -> bool {
    match value {
        Value::Bool(flag) => !flag,
        Value::Number(number) => {
            number.as_f64() == Some(0.0)
                || harmless.iter().any(|it| it.parse::<f64>().ok() == number.as_f64())
        }
        Value::String(text) => text.is_empty() || harmless.contains(&text.as_str()),
        Value::Array(list) => list.iter().all(|it| is_empty(it, harmless)),
        Value::Object(object) => map_is_empty(object, harmless),
        Value::Null => true,
    }
}

fn map_is_empty(object: &Map<String, Value>, harmless: &[&str]) -> bool {
    object.values().all(|it| is_empty(it, harmless))
}
