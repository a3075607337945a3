//! Enumerations of the public formats: one text per variant, and a refusal that quotes what it met.
//!
//! Not an enum library: it exists so that an unknown value is refused by name, with the values that
//! would do, in words a TMS engineer can act on.

use super::unusable::quoted;
use serde::de::{Deserializer, Error, Visitor};
use std::fmt;

/// Declares a format enumeration: `ALL`, `as_str`, `Display`, `FromStr`, serde and (optionally) schema.
macro_rules! names {
    ($(#[$meta:meta])* $what:literal enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $text:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$variant_meta])* #[cfg_attr(feature = "openapi", schema(rename = $text))] $variant,)+
        }

        impl $name {
            /// Every value, in the order of the format.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            const NAMES: &'static [&'static str] = &[$($text),+];

            /// The value as it stands in the public formats.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $name::NAMES[self as usize]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<$name, String> {
                match text {
                    $($text => Ok($name::$variant),)+
                    _ => Err($crate::wire::names::refusal(text, $what, $name::NAMES)),
                }
            }
        }

        impl $crate::wire::object::Blank for $name {
            fn blank() -> $name {
                const { $name::ALL[0] }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let at = $crate::wire::names::read(deserializer, $what, $name::NAMES)?;
                $name::ALL.get(at).copied().ok_or_else(|| serde::de::Error::custom($what))
            }
        }
    };
}
pub(crate) use names;

/// "\"open\" is not a kind of document; write one of invoice, bill".
pub(crate) fn refusal(met: &str, what: &str, names: &[&str]) -> String {
    format!("{} is not {what}; write {}", quoted(met), choices(names))
}

fn choices(names: &[&str]) -> String {
    match names {
        [only] => (*only).to_owned(),
        several => format!("one of {}", several.join(", ")),
    }
}

/// Reads one of `names` and answers its position.
pub(crate) fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    what: &'static str,
    names: &'static [&'static str],
) -> Result<usize, D::Error> {
    deserializer.deserialize_str(Named { what, names })
}

struct Named {
    what: &'static str,
    names: &'static [&'static str],
}

impl Visitor<'_> for Named {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.what, choices(self.names))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<usize, E> {
        self.names
            .iter()
            .position(|name| *name == text)
            .ok_or_else(|| E::custom(refusal(text, self.what, self.names)))
    }
}
