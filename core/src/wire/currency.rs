//! Currencies: three capital letters (ISO 4217).
//!
//! Not a list of the world's money: whether the books know a currency, the books say.

use super::object::Way;
use super::quoted;
use serde::de::{Deserialize, Deserializer, Error};

/// A currency, which may be absent or null where it is an [`Option`].
pub(super) enum Plain {}

impl Way<String> for Plain {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        checked(String::deserialize(deserializer)?)
    }
}

impl Way<Option<String>> for Plain {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(checked).transpose()
    }
}

fn checked<E: Error>(text: String) -> Result<String, E> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text);
    }
    Err(E::custom(format_args!(
        "{} is not a currency; write three capital letters, such as \"USD\"",
        quoted(&text)
    )))
}
