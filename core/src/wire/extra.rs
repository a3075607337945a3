//! What this version does not know about an object, kept as the text it came as and written back.
//!
//! Never read by a rule. Invariant: no field stands twice, at any depth.

use super::deserialize::KEPT;
use super::reader::Reader;
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// Unknown fields of one object in the order of the text: names, and values as JSON without white
/// space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(pub(super) Vec<(String, String)>);

impl Extra {
    /// The value of an unknown field, as JSON.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether anything but null stands in an unknown field, at any depth.
    #[must_use]
    pub fn holds(&self, field: &str) -> bool {
        let value = self.get(field).unwrap_or("null");
        Reader::new(value).keep(&mut String::new()).is_ok_and(|holds| holds)
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, Asked(value))))
    }
}

/// A kept value, which asks the writer to take it as it is.
struct Asked<'a>(&'a str);

impl Serialize for Asked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(KEPT, &Json(self.0))
    }
}

/// A kept value, for our own writer a text; others have it read first.
struct Json<'a>(&'a str);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let raw: Option<&RawValue> = serde_json::from_str(self.0).ok();
            return raw.serialize(serializer);
        }
        serializer.serialize_str(self.0)
    }
}

/// A JSON value as its text.
pub(super) struct Kept(pub(super) String);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kept, D::Error> {
        deserializer.deserialize_newtype_struct(KEPT, Text)
    }
}

struct Text;

impl<'de> Visitor<'de> for Text {
    type Value = Kept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    /// Our own reader hands over the text.
    fn visit_str<E: Error>(self, text: &str) -> Result<Kept, E> {
        Ok(Kept(text.to_owned()))
    }

    /// Others, which read what was stored, do not know what was asked for.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, other: D) -> Result<Kept, D::Error> {
        let raw = Box::<RawValue>::deserialize(other)?;
        let mut kept = String::new();
        Reader::new(raw.get()).keep(&mut kept).map_err(D::Error::custom)?;
        Ok(Kept(kept))
    }
}
