//! Lists whose members are told apart by id: a chart's accounts, a catalogue's items.
//!
//! Invariant: no id stands twice, for the second one could never be named.

use super::object::Way;
use super::quoted;
use crate::order;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, SeqAccess, Visitor};
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
        while let Some(member) = seq.next_element::<T>()? {
            members.push(member);
        }
        let named = order::named(members.len(), &|at| members[at].id());
        match named {
            Err(at) => Err(repeats(at, members[at].id())),
            Ok(_) => Ok(members),
        }
    }
}

fn repeats<E: Error>(at: usize, id: &str) -> E {
    let id = quoted(id);
    E::custom(format_args!("entry {at} (counted from 0) repeats the id {id}; keep one"))
}
