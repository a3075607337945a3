//! Ids: what names an account, an item, a document, a line.
//!
//! Not an identity service: ids come from outside. Invariant: an id is not empty, and an item's id
//! has no dot, because a slot's path is written with dots.

use serde::de::{Deserialize, Deserializer, Error};

const LONGEST: usize = 200;

/// Reads an id that is not empty.
pub(super) fn plain<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked(String::deserialize(deserializer)?)
}

/// Reads an id that may be absent or null.
pub(super) fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer)?.map(checked).transpose()
}

/// Reads the id of a catalogue item.
pub(super) fn item<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    checked_item(String::deserialize(deserializer)?)
}

/// Reads the id of a catalogue item that may be absent or null.
pub(super) fn optional_item<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    Option::<String>::deserialize(deserializer)?.map(checked_item).transpose()
}

pub(super) fn checked<E: Error>(id: String) -> Result<String, E> {
    if id.is_empty() {
        return Err(E::custom("is empty; give the id"));
    }
    if id.len() > LONGEST {
        return Err(E::custom(format_args!("is longer than {LONGEST} bytes; shorten the id")));
    }
    Ok(id)
}

pub(super) fn checked_item<E: Error>(id: String) -> Result<String, E> {
    if id.contains('.') {
        return Err(E::custom(format_args!("{id:?} has a dot; item ids are written without one")));
    }
    checked(id)
}

/// Reads a section that may be null, which is the same as absent.
pub(super) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
