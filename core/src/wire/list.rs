//! Lists whose members are told apart by id: a chart's accounts, a catalogue's items.
//!
//! Invariant: no id stands twice, for the second one could never be named.

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::{fmt, marker::PhantomData};

/// What is told apart by its id.
pub(super) trait Known {
    /// The id.
    fn id(&self) -> &str;
}

/// Reads a list and refuses the second member with the same id.
pub(super) fn read<'de, D: Deserializer<'de>, T: Deserialize<'de> + Known>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(ById(PhantomData))
}

struct ById<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Known> Visitor<'de> for ById<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut members: Vec<T> = Vec::new();
        let mut ids = BTreeSet::new();
        while let Some(member) = seq.next_element::<T>()? {
            if !ids.insert(member.id().to_owned()) {
                let at = members.len();
                let id = member.id();
                return Err(A::Error::custom(format_args!(
                    "entry {at} (counted from 0) repeats the id {id:?}; keep one"
                )));
            }
            members.push(member);
        }
        Ok(members)
    }
}
