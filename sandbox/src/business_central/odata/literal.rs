//! A literal of a `$filter`, read as the kind of the property it is compared with.

use uuid::Uuid;

use super::lexer::{Token, syntax_error};
use crate::business_central::{
    errors::{Answer, Refusal, bad_request},
    field::Field,
    schema::{Kind, Property},
};

/// Reads a literal.
///
/// # Errors
/// A literal of another type than the property, as OData words it.
pub(super) fn literal(property: &Property, token: &Token) -> Answer<Field<'static>> {
    let value = match (property.kind, token) {
        (Kind::Text(_), Token::Text(text)) => Some(Field::text(text.clone())),
        (Kind::Enum(enumeration), Token::Text(text)) => {
            return match enumeration.caption(text) {
                Some(caption) => Ok(Field::Member(caption)),
                None => Err(bad_request(format!(
                    "The string '{text}' is not a valid enumeration type constant."
                ))),
            };
        }
        (kind, Token::Word(word)) => bare(kind, word),
        _ => None,
    };
    value.ok_or_else(|| mismatch(property, token))
}

fn bare(kind: Kind, word: &str) -> Option<Field<'static>> {
    match kind {
        Kind::Guid => Uuid::parse_str(word).ok().map(Field::Guid),
        Kind::Decimal => word.parse().ok().map(Field::Decimal),
        Kind::Integer | Kind::Long => word.parse().ok().map(Field::Integer),
        Kind::Boolean => word.parse().ok().map(Field::Boolean),
        Kind::Date if word == "0001-01-01" => Some(Field::Date(None)),
        Kind::Date => word.parse().ok().map(|day| Field::Date(Some(day))),
        Kind::Moment => word.parse().ok().map(|moment| Field::Moment(Some(moment))),
        Kind::Text(_) | Kind::Enum(_) => None,
    }
}

fn mismatch(property: &Property, token: &Token) -> Refusal {
    let found = match token {
        Token::Text(_) => "Edm.String",
        Token::Word(word) if word.parse::<i64>().is_ok() => "Edm.Int32",
        Token::Word(_) => "Edm.Untyped",
        Token::Open | Token::Close | Token::Comma => return syntax_error(),
    };
    bad_request(format!(
        "A binary operator with incompatible types was detected. Found operand types '{}' and \
         '{found}' for property '{}'.",
        edm(property.kind),
        property.name
    ))
}

/// The type's name in `$metadata`.
pub(crate) fn edm(kind: Kind) -> String {
    match kind {
        Kind::Guid => "Edm.Guid".to_owned(),
        Kind::Text(_) => "Edm.String".to_owned(),
        Kind::Decimal => "Edm.Decimal".to_owned(),
        Kind::Integer => "Edm.Int32".to_owned(),
        Kind::Long => "Edm.Int64".to_owned(),
        Kind::Boolean => "Edm.Boolean".to_owned(),
        Kind::Date => "Edm.Date".to_owned(),
        Kind::Moment => "Edm.DateTimeOffset".to_owned(),
        Kind::Enum(enumeration) => format!("Microsoft.NAV.{}", enumeration.name),
    }
}
