//! Objects of the public formats: declared once, read field by field, unknown fields kept.
//!
//! Stands in for serde's derive where a type keeps unknown fields: what `serde(flatten)` derives is
//! several times as large, which a browser would have to load, and sets every unknown field aside
//! before it is read. Invariant: a field that stands twice is refused, whether it is known or not.

use super::Extra;
use super::extra::{Kept, twice};
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
            use $crate::wire::object::{self, Fields};
            use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

            #[expect(non_camel_case_types, reason = "a place is named as its field")]
            enum At { $($field),* }
            const NAMES: &[&str] = &[$(stringify!($field)),*];
            const NEEDED: u32 = 0 $(| (object!(@needed $($default)?) << At::$field as u32))*;

            #[derive(Default)]
            struct Partial { $($field: Option<$type>,)* extra: Option<$crate::wire::Extra> }

            impl<'de, A: MapAccess<'de>> Fields<'de, A> for Partial {
                fn read(&mut self, at: usize, map: &mut A) -> Result<(), A::Error> {
                    $(if at == At::$field as usize {
                        return object!(@read map, &mut self.$field $(, $way)?);
                    })*
                    Ok(())
                }
            }

            impl Partial {
                /// The object, unless a field is missing that it needs.
                #[cfg_attr(target_arch = "wasm32", inline(never))]
                fn whole(self) -> Option<$name> {
                    match self {
                        Partial {
                            $($field: object!(@pattern $field $(, $default)?),)*
                            extra: Some(extra),
                        } => Some($name {
                            $($field: object!(@take $field $(, $default)?),)*
                            extra,
                        }),
                        _ => None,
                    }
                }
            }

            struct Object;

            impl<'de> Visitor<'de> for Object {
                type Value = $name;

                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(concat!("struct ", stringify!($name)))
                }

                fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                    let mut partial = Partial::default();
                    partial.extra = Some(object::read(map, NAMES, NEEDED, &mut partial)?);
                    // `object::read` has named the field that is missing.
                    partial.whole().ok_or_else(|| A::Error::custom("a field is missing"))
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
    (@pattern $field:ident) => { Some($field) };
    (@pattern $field:ident, $default:expr) => { $field };
    (@take $field:ident) => { $field };
    (@take $field:ident, $default:expr) => { $field.unwrap_or_else(|| $default) };
    (@read $map:ident, $place:expr) => { object::put::<_, object::Own, _>($place, $map) };
    (@read $map:ident, $place:expr, $way:path) => { object::put::<_, $way, _>($place, $map) };
}
pub(super) use object;

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
    place: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    let Via(value, _) = map.next_value::<Via<T, W>>()?;
    *place = Some(value);
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
    while let Some(key) = map.next_key_seed(Key(names))? {
        match key {
            Ok(at) if seen & (1 << at) != 0 => return Err(twice(names.get(at).unwrap_or(&""))),
            Ok(at) => {
                seen |= 1 << at;
                fields.read(at, &mut map)?;
            }
            Err(unknown) if extra.0.contains_key(&unknown) => return Err(twice(&unknown)),
            Err(unknown) => {
                let Kept(value) = map.next_value()?;
                extra.0.insert(unknown, value);
            }
        }
    }
    let missing = (0..).zip(names).find(|(at, _)| needed & !seen & (1 << at) != 0);
    missing.map_or(Ok(extra), |(_, name)| Err(A::Error::missing_field(name)))
}

/// A field's name: its place among the known ones, or itself.
struct Key(&'static [&'static str]);

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
        Ok(self.0.iter().position(|known| *known == name).ok_or_else(|| name.to_owned()))
    }
}
