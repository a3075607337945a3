//! Ids: what names an account, an item, a document, a line.
//!
//! Not an identity service: ids come from outside. Invariant: an id is not empty, and an item's id
//! has no dot, because a slot's path is written with dots.

use super::object::{Blank, Way};
use super::quoted;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};

const LONGEST: usize = 200;

/// An id that is not empty.
pub(super) enum Plain {}

impl Way<String> for Plain {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        checked(String::deserialize(deserializer)?)
    }
}

/// An id that may be absent or null.
pub(super) enum Optional {}

impl Way<Option<String>> for Optional {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(checked).transpose()
    }
}

/// The id of a catalogue item, which may be absent or null where it is an [`Option`].
pub(super) enum Item {}

impl Way<String> for Item {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        checked_item(String::deserialize(deserializer)?)
    }
}

impl Way<Option<String>> for Item {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
        Option::<String>::deserialize(deserializer)?.map(checked_item).transpose()
    }
}

/// A section that may be null, which is the same as absent.
pub(super) enum Nullable {}

impl<T: DeserializeOwned + Blank> Way<T> for Nullable {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_else(T::blank))
    }
}

fn checked<E: Error>(id: String) -> Result<String, E> {
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
        return Err(E::custom(format_args!(
            "{} has a dot; item ids are written without one",
            quoted(&id)
        )));
    }
    checked(id)
}
