//! Objects of the public formats and of answers: declared once, read field by field; what a format does
//! not know is kept, what an answer does not know is passed over.
//!
//! Stands in for serde's derive, whose readers are several times as large, which a browser would have to
//! load; the one that `serde(flatten)` derives also sets every unknown field aside before it is read.
//! Invariant: a field that stands twice is refused, whether it is known or kept.

use super::Extra;
use super::extra::Kept;
use super::refusal::twice;
use crate::order;
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    Visitor,
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

        $crate::wire::object::reader! {
            $name [extra]
            $($field [$field] $(as $way)? $(= $default)?;)*
        }
    };
}
pub(super) use object;

/// Declares what is only answered, with its reader: as [`object`], but a field of a later version is
/// passed over. A text in parentheses is what a field is called whose own name is another.
macro_rules! answer {
    (
        $(#[$meta:meta])*
        struct $name:ident {
            $(
                $(#[$field_meta:meta])*
                pub $field:ident $(($text:tt))?: $type:ty $(= $default:expr)?,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name {
            $(
                $(#[$field_meta])*
                $(#[serde(rename = $text)])?
                // The schema reads there that the field may be absent.
                $(#[serde(default)] #[cfg_attr(any(), doc = $default)])?
                pub $field: $type,
            )*
        }

        $crate::wire::object::reader! {
            $name []
            $($field [$field $($text)?] $(= $default)?;)*
        }
    };
}
pub(crate) use answer;

/// The reader of a declared object. In brackets: the field for what it does not know, if any, and behind
/// each field what it is called.
macro_rules! reader {
    (
        $name:ident [$($extra:ident)?]
        $($field:ident [$($text:tt)+] $(as $way:path)? $(= $default:expr)?;)*
    ) => {
        const _: () = {
            use $crate::wire::object::{self, Blank, Fields};
            use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

            #[expect(non_camel_case_types, reason = "a place is named as its field")]
            enum At { $($field),* }
            const NAMES: &[&str] = &[$($crate::wire::object::reader!(@text $($text)+)),*];
            const NEEDED: u32 = 0
                $(| ($crate::wire::object::reader!(@needed $($default)?) << At::$field as u32))*;

            impl Blank for $name {
                #[cfg_attr(target_arch = "wasm32", inline(never))]
                fn blank() -> $name {
                    $name {
                        $($field: $crate::wire::object::reader!(@blank $($default)?),)*
                        $($extra: $crate::wire::Extra::default(),)?
                    }
                }
            }

            impl<'de, A: MapAccess<'de>> Fields<'de, A> for $name {
                fn read(&mut self, at: usize, map: &mut A) -> Result<(), A::Error> {
                    $(if at == At::$field as usize {
                        return $crate::wire::object::reader!(@read map, &mut self.$field $(, $way)?);
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
                    $(let mut $extra = $crate::wire::Extra::default();)?
                    let keeps = $crate::wire::object::reader!(@extra $($extra)?);
                    object::read(map, NAMES, NEEDED, keeps, &mut object)?;
                    $(object.$extra = $extra;)?
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
    (@text $field:ident) => { stringify!($field) };
    (@text $field:ident $text:literal) => { $text };
    (@needed) => { 1 };
    (@needed $default:expr) => { 0 };
    (@blank) => { Blank::blank() };
    (@blank $default:expr) => { $default };
    (@read $map:ident, $place:expr) => { object::put::<_, object::Own, _>($place, $map) };
    (@read $map:ident, $place:expr, $way:path) => { object::put::<_, $way, _>($place, $map) };
    (@extra) => { None };
    (@extra $extra:ident) => { Some(&mut $extra) };
}
pub(crate) use reader;

/// What stands in a field until it is read. None outlives the reading of its object: a field that is
/// needed and missing is refused.
pub(crate) trait Blank {
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
blank! { bool, u8, u16, u64, String, super::Amount, Option<T> where T, Vec<T> where T, }

/// A way to read a value.
pub(crate) trait Way<T> {
    /// Reads it.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// The way of the value's own type.
pub(crate) enum Own {}

impl<T: DeserializeOwned> Way<T> for Own {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// Reads a field's value into its place. One function for all fields of a type and a way, whatever
/// objects they stand in.
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub(crate) fn put<'de, T, W: Way<T>, A: MapAccess<'de>>(
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
pub(crate) trait Fields<'de, A: MapAccess<'de>> {
    /// Reads the value of the field at this place of the object's names.
    fn read(&mut self, at: usize, map: &mut A) -> Result<(), A::Error>;
}

/// Reads an object whole. One function for all objects: only `fields` differs. `needed` has a bit for
/// each field that must stand there; what is not known goes to `extra`, or is passed over.
pub(crate) fn read<'de, A: MapAccess<'de>>(
    mut map: A,
    names: &'static [&'static str],
    needed: u32,
    mut extra: Option<&mut Extra>,
    fields: &mut dyn Fields<'de, A>,
) -> Result<(), A::Error> {
    let mut seen = 0_u32;
    let mut next = 0;
    while let Some(key) = map.next_key_seed(Key { names, next })? {
        match (key, &mut extra) {
            (Ok(at), _) if seen & (1 << at) != 0 => {
                return Err(twice(names.get(at).unwrap_or(&"")));
            }
            (Ok(at), _) => {
                seen |= 1 << at;
                next = at + 1;
                fields.read(at, &mut map)?;
            }
            (Err(unknown), Some(extra)) => {
                let Kept(value) = map.next_value()?;
                extra.0.push((unknown, value));
            }
            (Err(_), None) => {
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    let kept: &[(String, String)] = match extra {
        Some(extra) => &extra.0,
        None => &[],
    };
    if let Err(at) = order::named(kept.len(), &|at| kept[at].0.as_str()) {
        return Err(twice(&kept[at].0));
    }
    let missing = (0..).zip(names).find(|(at, _)| needed & !seen & (1 << at) != 0);
    missing.map_or(Ok(()), |(_, name)| Err(A::Error::missing_field(name)))
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
        // Behind the last one first: what is left out is what may be.
        let (before, behind) = self.names.split_at(self.next);
        let place = |names: &[&str]| names.iter().position(|known| *known == name);
        let behind = place(behind).map(|at| self.next + at);
        Ok(behind.or_else(|| place(before)).ok_or_else(|| name.to_owned()))
    }
}
