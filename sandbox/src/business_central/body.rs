//! A request body, checked against the entity type: every property exists, may be written, and
//! has its type and length.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::{
    errors::{
        Answer, Refusal, bad_request, dialog, not_modelled, read_only, too_long, unknown_property,
    },
    field::{Field, decimal},
    schema::{EntityType, Kind, Property, Use},
};

/// Links that lead to tables these books do not hold, and how a text names the table.
const LINKS: [(&str, &str); 6] = [
    ("currencyId", "Currency"),
    ("paymentTermsId", "Payment Terms"),
    ("paymentMethodId", "Payment Method"),
    ("shipmentMethodId", "Shipment Method"),
    ("disputeStatusId", "Dispute Status"),
    ("taxAreaId", "Tax Area"),
];

/// The properties of a body, and the lines of a deep insert.
#[derive(Debug, Default)]
pub(crate) struct Body {
    fields: Vec<(&'static str, Field<'static>)>,
    pub(crate) lines: Option<Vec<Value>>,
}

impl Body {
    /// Reads JSON bytes.
    ///
    /// # Errors
    /// As [`Body::from_value`]; "Invalid Request Body" when it is not a JSON object.
    pub(crate) fn parse(entity: &'static EntityType, bytes: &[u8]) -> Answer<Self> {
        let value =
            serde_json::from_slice(bytes).map_err(|_| bad_request("Invalid Request Body"))?;
        Self::from_value(entity, &value)
    }

    /// Reads a JSON object.
    ///
    /// # Errors
    /// A property that does not exist, is read-only or not modelled, or has a wrong value.
    pub(crate) fn from_value(entity: &'static EntityType, value: &Value) -> Answer<Self> {
        let object = value.as_object().ok_or_else(|| bad_request("Invalid Request Body"))?;
        let mut body = Self::default();
        for (name, value) in object {
            if name.starts_with("@odata.") {
                continue;
            }
            if let Some(navigation) = entity.navigation(name) {
                if !navigation.many || navigation.target.is_none() {
                    return Err(not_modelled(&format!("'{name}' in a body of '{}'", entity.name)));
                }
                let rows = value.as_array().ok_or_else(|| bad_request("Invalid Request Body"))?;
                body.lines = Some(rows.clone());
                continue;
            }
            let property = entity.property(name).ok_or_else(|| absent(name, entity))?;
            let field = read(property, value)?;
            match property.usage {
                Use::Write => body.fields.push((property.name, field)),
                Use::ReadOnly => return Err(read_only(name)),
                Use::NotModelled if field == Field::empty(property.kind) => {}
                Use::NotModelled => return Err(unsupported(property, entity, &field)),
            }
        }
        Ok(body)
    }

    fn field(&self, name: &str) -> Option<&Field<'static>> {
        self.fields.iter().find(|(it, _)| *it == name).map(|(_, field)| field)
    }

    /// Every text property, for those that are only kept.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.fields.iter().filter_map(|(name, field)| match field {
            Field::Text(text) => Some((*name, text.as_ref())),
            _ => None,
        })
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.field(name)? {
            Field::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A GUID that is not the zero GUID.
    pub(crate) fn guid(&self, name: &str) -> Option<Uuid> {
        match self.field(name)? {
            Field::Guid(id) if !id.is_nil() => Some(*id),
            _ => None,
        }
    }

    pub(crate) fn decimal(&self, name: &str) -> Option<Decimal> {
        match self.field(name)? {
            Field::Decimal(amount) => Some(*amount),
            _ => None,
        }
    }

    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        match self.field(name)? {
            Field::Integer(figure) => Some(*figure),
            _ => None,
        }
    }

    pub(crate) fn boolean(&self, name: &str) -> Option<bool> {
        match self.field(name)? {
            Field::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A day; the outer nothing means "not in the body", the inner one "emptied".
    pub(crate) fn date(&self, name: &str) -> Option<Option<Date>> {
        match self.field(name)? {
            Field::Date(day) => Some(*day),
            _ => None,
        }
    }

    pub(crate) fn member(&self, name: &str) -> Option<&'static str> {
        match self.field(name)? {
            Field::Member(caption) => Some(caption),
            _ => None,
        }
    }
}

fn absent(name: &str, entity: &EntityType) -> Refusal {
    if entity.properties.iter().any(|property| property.name.eq_ignore_ascii_case(name)) {
        // Property names are case-sensitive; the usual text says so well enough.
        return unknown_property(name, entity.name);
    }
    bad_request(format!(
        "The property '{name}' does not exist on type 'Microsoft.NAV.{}'. Make sure to only use \
         property names that are defined by the type.",
        entity.name
    ))
}

fn unsupported(property: &Property, entity: &EntityType, field: &Field<'_>) -> Refusal {
    let name = property.name;
    if let Some((_, table)) = LINKS.iter().find(|(link, _)| *link == name) {
        return dialog(format!("The \"{name}\" does not match to a {table}."));
    }
    let value = field.to_json();
    not_modelled(&format!("'{name}' of '{}' (sent: {value})", entity.name))
}

fn read(property: &Property, value: &Value) -> Answer<Field<'static>> {
    if value.is_null() {
        return Ok(Field::empty(property.kind));
    }
    let text = value.as_str();
    match property.kind {
        Kind::Guid => text
            .and_then(|text| Uuid::parse_str(text).ok())
            .map(Field::Guid)
            .ok_or_else(|| invalid_guid(value)),
        Kind::Text(limit) => match text {
            Some(text) if limit > 0 && text.chars().count() > usize::from(limit) => {
                Err(too_long(text, usize::from(limit)))
            }
            Some(text) => Ok(Field::text(text.to_owned())),
            None => Err(not_convertible("String")),
        },
        Kind::Decimal => value
            .as_number()
            .and_then(|_| decimal(value))
            .map(Field::Decimal)
            .ok_or_else(|| not_convertible("Decimal")),
        Kind::Integer | Kind::Long => {
            value.as_i64().map(Field::Integer).ok_or_else(|| not_convertible("Int32"))
        }
        Kind::Boolean => {
            value.as_bool().map(Field::Boolean).ok_or_else(|| not_convertible("Boolean"))
        }
        Kind::Date if text == Some("0001-01-01") => Ok(Field::Date(None)),
        Kind::Date => text
            .filter(|text| text.len() == 10)
            .and_then(|text| text.parse().ok())
            .map(|day| Field::Date(Some(day)))
            .ok_or_else(|| not_convertible("Date")),
        Kind::Moment => text
            .and_then(|text| text.parse().ok())
            .map(|moment| Field::Moment(Some(moment)))
            .ok_or_else(|| not_convertible("DateTimeOffset")),
        Kind::Enum(enumeration) => {
            text.and_then(|text| enumeration.caption(text)).map(Field::Member).ok_or_else(|| {
                bad_request(format!(
                    "The value {value} is not a member of 'Microsoft.NAV.{}'.",
                    enumeration.name
                ))
            })
        }
    }
}

fn not_convertible(kind: &str) -> Refusal {
    bad_request(format!("Unable to convert value to {kind}"))
}

fn invalid_guid(value: &Value) -> Refusal {
    Refusal::new(400, "Application_InvalidGUID", format!("Invalid format of GUID string: {value}."))
}
