//! A table of records in the order of their key.
//!
//! A copy shares its rows with the original and costs nothing, which is what makes a write
//! all-or-nothing: it works on a copy.

use std::{ops::RangeInclusive, sync::Arc};

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

/// What lives in a [`Table`].
pub(crate) trait Row: Clone {
    type Key: Ord + Clone;
    fn key(&self) -> Self::Key;
}

/// Rows by key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "Vec<T>", into = "Vec<T>")]
#[serde(bound(serialize = "T: Row + Serialize", deserialize = "T: Row + Deserialize<'de>"))]
pub(crate) struct Table<T: Row> {
    rows: OrdMap<T::Key, Arc<T>>,
}

impl<T: Row> Default for Table<T> {
    fn default() -> Self {
        Self { rows: OrdMap::new() }
    }
}

impl<T: Row> Table<T> {
    pub(crate) fn get(&self, key: &T::Key) -> Option<&T> {
        self.rows.get(key).map(AsRef::as_ref)
    }

    /// Adds a row or replaces the one with its key.
    pub(crate) fn put(&mut self, row: T) {
        self.rows.insert(row.key(), Arc::new(row));
    }

    pub(crate) fn remove(&mut self, key: &T::Key) {
        self.rows.remove(key);
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.rows.values().map(AsRef::as_ref)
    }

    pub(crate) fn within(
        &self,
        keys: RangeInclusive<T::Key>,
    ) -> impl DoubleEndedIterator<Item = &T> {
        self.rows.range(keys).map(|(_, row)| row.as_ref())
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
