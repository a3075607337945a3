//! A table of records in the order of their key, found by id or by key.
//!
//! A copy shares its rows with the original and costs nothing, which is what makes a write
//! all-or-nothing: it works on a copy. Invariant: every id leads to exactly one key.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record that lives in a [`Table`].
pub(crate) trait Row: Clone {
    type Key: Ord + Clone;
    fn id(&self) -> Uuid;
    fn key(&self) -> Self::Key;
}

/// Records by key and id.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Vec<T>", into = "Vec<T>")]
#[serde(bound(serialize = "T: Row + Serialize", deserialize = "T: Row + Deserialize<'de>"))]
pub(crate) struct Table<T: Row> {
    rows: OrdMap<T::Key, Arc<T>>,
    keys: OrdMap<Uuid, T::Key>,
}

impl<T: Row> Default for Table<T> {
    fn default() -> Self {
        Self { rows: OrdMap::new(), keys: OrdMap::new() }
    }
}

impl<T: Row> Table<T> {
    pub(crate) fn by_id(&self, id: Uuid) -> Option<&T> {
        self.rows.get(self.keys.get(&id)?).map(AsRef::as_ref)
    }

    pub(crate) fn by_key(&self, key: &T::Key) -> Option<&T> {
        self.rows.get(key).map(AsRef::as_ref)
    }

    /// Adds a record or replaces the one with its id, whatever key that had.
    pub(crate) fn put(&mut self, row: T) {
        if let Some(former) = self.keys.insert(row.id(), row.key()) {
            self.rows.remove(&former);
        }
        self.rows.insert(row.key(), Arc::new(row));
    }

    pub(crate) fn remove(&mut self, id: Uuid) {
        if let Some(key) = self.keys.remove(&id) {
            self.rows.remove(&key);
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.rows.values().map(AsRef::as_ref)
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl<T: Row> From<Vec<T>> for Table<T> {
    fn from(rows: Vec<T>) -> Self {
        let mut table = Self::default();
        rows.into_iter().for_each(|row| table.put(row));
        table
    }
}

impl<T: Row> From<Table<T>> for Vec<T> {
    fn from(table: Table<T>) -> Self {
        table.iter().cloned().collect()
    }
}
