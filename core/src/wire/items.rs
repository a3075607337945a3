//! Accounts by item id, in the order of the file.
//!
//! Invariant: no item stands twice, and no item id has a dot.

use super::extra::twice;
use super::id::{Nullable, Optional, checked_item};
use super::object::{Via, Way};
use indexmap::IndexMap;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use std::{fmt, marker::PhantomData};

/// One value per item, keyed by the item's id (R5), in the order of the file.
pub type Items<V> = IndexMap<String, V>;

/// A map of items; a null value is the same as an empty one.
pub(super) enum Each {}

impl<V: DeserializeOwned + Default> Way<Items<V>> for Each {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Items<V>, D::Error> {
        deserializer.deserialize_option(ByItem::<V, Nullable>(PhantomData))
    }
}

/// A map of items to the account of each: an id, or nothing.
pub(super) enum Accounts {}

impl Way<Items<Option<String>>> for Accounts {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Items<Option<String>>, D::Error> {
        deserializer.deserialize_option(ByItem::<_, Optional>(PhantomData))
    }
}

struct ByItem<V, W>(PhantomData<(V, W)>);

impl<'de, V, W: Way<V>> Visitor<'de> for ByItem<V, W> {
    type Value = Items<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one entry per item id")
    }

    fn visit_none<E: Error>(self) -> Result<Items<V>, E> {
        Ok(Items::new())
    }

    fn visit_unit<E: Error>(self) -> Result<Items<V>, E> {
        Ok(Items::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Items<V>, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Items<V>, A::Error> {
        let mut items = Items::new();
        while let Some(key) = map.next_key::<String>()? {
            let key = checked_item::<A::Error>(key)?;
            if items.contains_key(&key) {
                return Err(twice(&key));
            }
            let Via(value, _) = map.next_value::<Via<V, W>>()?;
            items.insert(key, value);
        }
        Ok(items)
    }
}
