//! Accounts by item id, in the order of the file.
//!
//! Invariant: no item stands twice, and no item id has a dot.

use super::extra::twice;
use super::id::checked_item;
use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::{fmt, marker::PhantomData};

/// One value per item, keyed by the item's id (R5), in the order of the file.
pub type Items<V> = IndexMap<String, V>;

/// Reads a map of items; a null value is the same as an empty one.
pub(super) fn read<'de, D: Deserializer<'de>, V: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<Items<V>, D::Error> {
    deserializer.deserialize_option(ByItem(PhantomData))
}

struct ByItem<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de> + Default> Visitor<'de> for ByItem<V> {
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
            let value = map.next_value::<Option<V>>()?.unwrap_or_default();
            items.insert(key, value);
        }
        Ok(items)
    }
}

/// The account of one item: an id, or nothing.
pub(super) fn read_accounts<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Items<Option<String>>, D::Error> {
    let items: Items<Account> = read(deserializer)?;
    Ok(items.into_iter().map(|(item, account)| (item, account.0)).collect())
}

#[derive(Default)]
struct Account(Option<String>);

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Account, D::Error> {
        super::id::optional(deserializer).map(Account)
    }
}
