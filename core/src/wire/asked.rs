//! What the JavaScript package asks with: the arguments of its functions, by their names.
//!
//! One object for all functions, because a browser would load a reader for each of them. Invariant:
//! what a function needs stands there and is not null.

use super::object::{self, Fields, Own, Way, put};
use super::read::read_seed;
use super::{Catalog, Chart, Document, Mapping, Unusable};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};
use std::fmt;

/// In the order in which the first that is missing is named.
const NAMES: &[&str] = &["document", "before", "after", "mapping", "catalog", "chart", "documents"];

/// The arguments; those that a function does not take are absent.
#[derive(Default)]
pub(crate) struct Asked {
    pub(crate) document: Option<Document>,
    pub(crate) before: Option<Mapping>,
    pub(crate) after: Option<Mapping>,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) catalog: Option<Catalog>,
    pub(crate) chart: Option<Chart>,
    pub(crate) documents: Option<Vec<Document>>,
    needed: u32,
}

impl Asked {
    pub(crate) const DOCUMENT: u32 = 1;
    pub(crate) const BEFORE: u32 = 1 << 1;
    pub(crate) const AFTER: u32 = 1 << 2;
    pub(crate) const MAPPING: u32 = 1 << 3;
    pub(crate) const CATALOG: u32 = 1 << 4;
    pub(crate) const CHART: u32 = 1 << 5;
    pub(crate) const DOCUMENTS: u32 = 1 << 6;

    /// Reads the arguments of a function that cannot do without those in `needed`.
    pub(crate) fn of(text: &str, needed: u32) -> Result<Asked, Unusable> {
        read_seed(text, Asked { needed, ..Asked::default() })
    }
}

impl<'de> DeserializeSeed<'de> for Asked {
    type Value = Asked;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Asked, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Asked {
    type Value = Asked;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<Asked, A::Error> {
        object::read(map, NAMES, self.needed, None, &mut self)?;
        Ok(self)
    }
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> for Asked {
    fn read(&mut self, at: usize, map: &mut A) -> Result<(), A::Error> {
        match 1_u32 << at {
            Asked::DOCUMENT => put::<_, Needed, _>(&mut self.document, map),
            Asked::BEFORE => put::<_, Needed, _>(&mut self.before, map),
            Asked::AFTER => put::<_, Needed, _>(&mut self.after, map),
            needed @ Asked::MAPPING if self.needed & needed != 0 => {
                put::<_, Needed, _>(&mut self.mapping, map)
            }
            Asked::MAPPING => put::<_, Own, _>(&mut self.mapping, map),
            needed @ Asked::CATALOG if self.needed & needed != 0 => {
                put::<_, Needed, _>(&mut self.catalog, map)
            }
            Asked::CATALOG => put::<_, Own, _>(&mut self.catalog, map),
            Asked::CHART => put::<_, Needed, _>(&mut self.chart, map),
            _ => put::<_, Needed, _>(&mut self.documents, map),
        }
    }
}

/// The way of an argument that may not be null.
enum Needed {}

impl<T: DeserializeOwned> Way<Option<T>> for Needed {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        T::deserialize(deserializer).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;

    fn refusal(text: &str, needed: u32) -> String {
        Asked::of(text, needed).err().unwrap().to_string()
    }

    #[test]
    fn what_is_needed_is_neither_absent_nor_null() {
        let needed = Asked::MAPPING | Asked::CATALOG | Asked::CHART;
        assert_eq!(refusal(r#"{"chart": null}"#, needed), "chart: is null; write an object");
        assert_eq!(refusal(r#"{"catalog": null}"#, needed), "catalog: is null; write an object");
        assert_eq!(refusal(r#"{"mapping": null}"#, needed), "mapping: is null; write an object");
        assert_eq!(refusal("{}", needed), "mapping: is missing; add it");
        assert_eq!(refusal(r#"{"mapping": {}}"#, needed), "catalog: is missing; add it");
    }

    #[test]
    fn what_is_not_needed_may_be_null() {
        let text = r#"{"mapping": null, "catalog": null}"#;
        assert!(Asked::of(text, 0).is_ok_and(|asked| asked.mapping.is_none()));
    }
}
