//! Objects of the public formats: declared once, read field by field, unknown fields kept.
//!
//! Stands in for serde's derive where a type keeps unknown fields: what `serde(flatten)` derives is
//! several times as large, which a browser would have to load, and sets every unknown field aside
//! before it is read. Invariant: a field that stands twice is refused, whether it is known or not.

use super::Extra;
use super::extra::Kept;
use super::refusal::twice;
use crate::order;
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, Visitor,
};
use std::fmt;
use std::marker::PhantomData;

/// Declares an object, with its reader. `as` names the [`Way`] to read a field; `=` says what
/// stands for a field that is absent; a field without it is needed.
macro_rules! object {
    (
        $(#[$meta:meta])*
        struct $name:ident {
            $(
                $(#[$field_meta:meta])*
                pub $field:ident: $type:ty $(as $way:path)? $(= $default:expr)?,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            $(
                $(#[$field_meta])*
                // The schema reads there that the field may be absent.
                $(#[serde(default)] #[cfg_attr(any(), doc = $default)])?
                pub $field: $type,
            )*
            /// Fields of later versions.
            #[serde(flatten)]
            #[cfg_attr(feature = "openapi", schema(ignore))]
            pub extra: $crate::wire::Extra,
        }

        const _: () = {
            use $crate::wire::object::{self, Blank, Fields};
            use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

            #[expect(non_camel_case_types, reason = "a place is named as its field")]
            enum At { $($field),* }
            const NAMES: &[&str] = &[$(stringify!($field)),*];
            const NEEDED: u32 = 0 $(| (object!(@needed $($default)?) << At::$field as u32))*;

            impl Blank for $name {
                #[cfg_attr(target_arch = "wasm32", inline(never))]
                fn blank() -> $name {
                    $name {
                        $($field: object!(@blank $($default)?),)*
                        extra: $crate::wire::Extra::default(),
                    }
                }
            }

            impl<'de, A: MapAccess<'de>> Fields<'de, A> for $name {
                fn read(&mut self, at: usize, map: &mut A) -> Result<(), A::Error> {
                    $(if at == At::$field as usize {
                        return object!(@read map, &mut self.$field $(, $way)?);
                    })*
                    Ok(())
                }
            }

            struct Object;

            impl<'de> Visitor<'de> for Object {
                type Value = $name;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an object")
                }

                fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                    let mut object = $name::blank();
                    object.extra = object::read(map, NAMES, NEEDED, &mut object)?;
                    Ok(object)
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                    deserializer.deserialize_map(Object)
                }
            }
        };
    };
    (@needed) => { 1 };
    (@needed $default:expr) => { 0 };
    (@blank) => { Blank::blank() };
    (@blank $default:expr) => { $default };
    (@read $map:ident, $place:expr) => { object::put::<_, object::Own, _>($place, $map) };
    (@read $map:ident, $place:expr, $way:path) => { object::put::<_, $way, _>($place, $map) };
}
pub(super) use object;

/// What stands in a field until it is read. None outlives the reading of its object: a field that is
/// needed and missing is refused.
pub(super) trait Blank {
    /// The value that means nothing yet.
    fn blank() -> Self;
}

macro_rules! blank {
    ($($type:ty $(where $any:ident)?,)+) => {
        $(impl$(<$any>)? Blank for $type {
            fn blank() -> Self {
                <$type>::default()
            }
        })+
    };
}
blank! { bool, u64, String, super::Amount, Option<T> where T, Vec<T> where T, }

/// A way to read a value.
pub(super) trait Way<T> {
    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// The way of the value's own type.
pub(super) enum Own {}

impl<T: DeserializeOwned> Way<T> for Own {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// Reads a field's value into its place. One function for all fields of a type and a way, whatever
/// objects they stand in.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub(super) fn put<'de, T, W: Way<T>, A: MapAccess<'de>>(
    place: &mut T,
    map: &mut A,
) -> Result<(), A::Error> {
    let Via(value, _) = map.next_value::<Via<T, W>>()?;
    *place = value;
    Ok(())
}

/// A value that is read in a way.
pub(super) struct Via<T, W>(pub(super) T, pub(super) PhantomData<W>);

impl<'de, T, W: Way<T>> Deserialize<'de> for Via<T, W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Via<T, W>, D::Error> {
        W::read(deserializer).map(|value| Via(value, PhantomData))
    }
}

/// The fields of one object while it is read.
pub(super) trait Fields<'de, A: MapAccess<'de>> {
    /// Reads the value of the field at this place of the object's names.
    fn read(&mut self, at: usize, map: &mut A) -> Result<(), A::Error>;
}

/// Reads an object whole and answers what it does not know. One function for all objects: only
/// `fields` differs. `needed` has a bit for each field that must stand there.
pub(super) fn read<'de, A: MapAccess<'de>>(
    mut map: A,
    names: &'static [&'static str],
    needed: u32,
    fields: &mut dyn Fields<'de, A>,
) -> Result<Extra, A::Error> {
    let mut seen = 0_u32;
    let mut extra = Extra::default();
    let mut next = 0;
    while let Some(key) = map.next_key_seed(Key { names, next })? {
        match key {
            Ok(at) if seen & (1 << at) != 0 => return Err(twice(names.get(at).unwrap_or(&""))),
            Ok(at) => {
                seen |= 1 << at;
                next = at + 1;
                fields.read(at, &mut map)?;
            }
            Err(unknown) => {
                let Kept(value) = map.next_value()?;
                extra.0.push((unknown, value));
            }
        }
    }
    if let Err(at) = order::named(extra.0.len(), &|at| extra.0[at].0.as_str()) {
        return Err(twice(&extra.0[at].0));
    }
    let missing = (0..).zip(names).find(|(at, _)| needed & !seen & (1 << at) != 0);
    missing.map_or(Ok(extra), |(_, name)| Err(A::Error::missing_field(name)))
}

/// A field's name: its place among the known ones, or itself. Most texts have their fields in the
/// order of the format.
struct Key {
    names: &'static [&'static str],
    next: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Result<usize, String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Result<usize, String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        if self.names.get(self.next) == Some(&name) {
            return Ok(Ok(self.next));
        }
        Ok(self.names.iter().position(|known| *known == name).ok_or_else(|| name.to_owned()))
    }
}
