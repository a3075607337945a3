//! Currencies: three capital letters (ISO 4217).
//!
//! Not a list of the world's money: whether the books know a currency, the books say.

use super::object::Way;
use serde::de::{Deserialize, Deserializer, Error};

/// A currency.
pub(super) enum Plain {}

impl Way<String> for Plain {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        checked(String::deserialize(deserializer)?)
    }
}

/// Reads a currency that may be absent or null.
pub(super) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer)?.map(checked).transpose()
}

fn checked<E: Error>(text: String) -> Result<String, E> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text);
    }
    let reason = "is not a currency; write three capital letters, such as \"USD\"";
    Err(E::custom(super::unusable::quoted(&text, &reason)))
}
