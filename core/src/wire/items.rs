//! Accounts by item id, in the order of the file.
//!
//! Invariant: no item stands twice, and no item id has a dot.

use super::id::{Nullable, Optional, checked_item};
use super::object::{Blank, Via, Way};
use super::refusal::twice;
use crate::order;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use std::{fmt, marker::PhantomData};

/// One value per item, keyed by the item's id (R5), in the order of the file. Two are equal when they
/// hold the same, in whatever order.
#[derive(Clone, Debug)]
pub struct Items<V> {
    entries: Vec<(String, V)>,
    /// Places of the entries, by id.
    by_id: Vec<usize>,
}

impl<V> Items<V> {
    /// No items.
    #[must_use]
    pub const fn new() -> Items<V> {
        Items { entries: Vec::new(), by_id: Vec::new() }
    }

    /// The value of an item.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&V> {
        let at = self.by_id[self.find(id).ok()?];
        Some(&self.entries[at].1)
    }

    /// The value of an item, which stands last where there was none.
    pub fn value(&mut self, id: &str) -> &mut V
    where
        V: Default,
    {
        let at = match self.find(id) {
            Ok(found) => self.by_id[found],
            Err(before) => {
                self.by_id.insert(before, self.entries.len());
                self.entries.push((id.to_owned(), V::default()));
                self.entries.len() - 1
            }
        };
        &mut self.entries[at].1
    }

    /// Takes an item out.
    pub fn remove(&mut self, id: &str) {
        let Ok(found) = self.find(id) else { return };
        let gone = self.by_id.remove(found);
        self.entries.remove(gone);
        for at in &mut self.by_id {
            *at -= usize::from(*at > gone);
        }
    }

    /// Ids and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.iter().map(|(id, value)| (id.as_str(), value))
    }

    /// Where the item stands among ids, or would stand.
    fn find(&self, id: &str) -> Result<usize, usize> {
        self.by_id.binary_search_by(|at| self.entries[*at].0.as_str().cmp(id))
    }
}

impl<V> Default for Items<V> {
    fn default() -> Items<V> {
        Items::new()
    }
}

impl<V: PartialEq> PartialEq for Items<V> {
    fn eq(&self, other: &Items<V>) -> bool {
        self.entries.len() == other.entries.len()
            && self.iter().all(|(id, value)| other.get(id) == Some(value))
    }
}

impl<V: Eq> Eq for Items<V> {}

impl<V: Serialize> Serialize for Items<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// A map of items; a null value is the same as an empty one.
pub(super) enum Each {}

impl<V: DeserializeOwned + Blank> Way<Items<V>> for Each {
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
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let id = checked_item::<A::Error>(key)?;
            let Via(value, _) = map.next_value::<Via<V, W>>()?;
            entries.push((id, value));
        }
        let named = order::named(entries.len(), &|at| entries[at].0.as_str());
        match named {
            Err(at) => Err(twice(&entries[at].0)),
            Ok(by_id) => Ok(Items { entries, by_id }),
        }
    }
}
