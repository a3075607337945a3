//! Schemas of the formats' small texts, for the OpenAPI document.

use super::{Amount, Date, Quantity};
use crate::slot::Slot;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};

macro_rules! text {
    ($type:ident, $description:literal, $pattern:literal, $example:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(SchemaType::Type(Type::String))
                    .description(Some($description))
                    .pattern(Some($pattern))
                    .examples([$example])
                    .build()
                    .into()
            }
        }

        impl utoipa::ToSchema for $type {}
    };
}

text!(Amount, "Money with exactly two decimals, as text", r"^-?[0-9]{1,12}\.[0-9]{2}$", "401.12");
text!(
    Quantity,
    "A quantity, rate or percentage, as text",
    r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$",
    "412.5"
);
text!(Date, "A day of the calendar", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-09-16");
text!(
    Slot,
    "The path of a slot in the mapping",
    r"^[a-z_]+\.[^.]+(\.[^.]+){0,2}$",
    "accessorials.items.detention.revenue"
);
