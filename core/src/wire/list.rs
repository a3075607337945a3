//! Lists whose members are told apart by id: a chart's accounts, a catalogue's items.
//!
//! Invariant: no id stands twice, for the second one could never be named.

use super::object::Way;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::{fmt, marker::PhantomData};

/// What is told apart by its id.
pub(super) trait Known {
    /// The id.
    fn id(&self) -> &str;
}

/// A list that refuses the second member with the same id.
pub(super) enum Distinct {}

impl<T: DeserializeOwned + Known> Way<Vec<T>> for Distinct {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_seq(ById(PhantomData))
    }
}

struct ById<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Known> Visitor<'de> for ById<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut members: Vec<T> = Vec::new();
        let mut ids = BTreeMap::new();
        while let Some(member) = seq.next_element::<T>()? {
            if !is_new(&mut ids, member.id(), members.len()) {
                return Err(repeats(members.len(), member.id()));
            }
            members.push(member);
        }
        Ok(members)
    }
}

#[cfg_attr(target_arch = "wasm32", inline(never))]
fn is_new(ids: &mut BTreeMap<String, usize>, id: &str, at: usize) -> bool {
    ids.insert(id.to_owned(), at).is_none()
}

fn repeats<E: Error>(at: usize, id: &str) -> E {
    E::custom(format_args!("entry {at} (counted from 0) repeats the id {id:?}; keep one"))
}
