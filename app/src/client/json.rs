//! Reading what the server answered, and what this browser kept.
//!
//! A text becomes one tree, once for all types; a type is then read from the tree by code that
//! knows neither texts nor words for what is wrong: whoever asks says that it could not be read.
//! That is a third of the code of a reader that explains itself. What people paste is read by the
//! core, which does explain.

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use std::fmt;

use super::tree::Tree;

/// It is not what was expected.
#[derive(Debug)]
pub(crate) struct Unreadable;

/// Reads a value.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    T::deserialize(parse(text)?)
}

fn parse(text: &str) -> Result<Tree, Unreadable> {
    serde_json::from_slice(text.as_bytes()).map_err(|_| Unreadable)
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it could not be read")
    }
}

impl std::error::Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unreadable
    }
}

/// Methods that read a number, whatever its size.
macro_rules! numbers {
    ($($method:ident)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
                match self {
                    Tree::Count(number) => visitor.visit_u64(number),
                    Tree::Below(number) => visitor.visit_i64(number),
                    _ => Err(Unreadable),
                }
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Tree {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Tree::Nothing => visitor.visit_unit(),
            Tree::Flag(flag) => visitor.visit_bool(flag),
            Tree::Count(number) => visitor.visit_u64(number),
            Tree::Below(number) => visitor.visit_i64(number),
            Tree::Measure(number) => visitor.visit_f64(number),
            Tree::Text(text) => visitor.visit_string(text),
            Tree::List(members) => visitor.visit_seq(Members(members.into_iter())),
            Tree::Object(fields) => visitor.visit_map(Fields(fields.into_iter(), None)),
        }
    }

    numbers! { deserialize_u64 deserialize_u32 deserialize_u16 deserialize_u8 deserialize_i64 }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if let Tree::Flag(flag) = self { visitor.visit_bool(flag) } else { Err(Unreadable) }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if let Tree::Text(text) = self { visitor.visit_string(text) } else { Err(Unreadable) }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if let Tree::Nothing = self { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Tree::List(members) = self else { return Err(Unreadable) };
        visitor.visit_seq(Members(members.into_iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Tree::Object(fields) = self else { return Err(Unreadable) };
        visitor.visit_map(Fields(fields.into_iter(), None))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let Tree::Text(text) = self else { return Err(Unreadable) };
        let name: StringDeserializer<Unreadable> = text.into_deserializer();
        visitor.visit_enum(name)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct
    }
}

struct Members(std::vec::IntoIter<Tree>);

impl<'de> SeqAccess<'de> for Members {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        self.0.next().map(|member| seed.deserialize(member)).transpose()
    }
}

/// The fields that are left, and the value of the one whose name was read last.
struct Fields(std::vec::IntoIter<(String, Tree)>, Option<Tree>);

impl<'de> MapAccess<'de> for Fields {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Unreadable> {
        let Some((name, value)) = self.0.next() else { return Ok(None) };
        self.1 = Some(value);
        seed.deserialize(Tree::Text(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Unreadable> {
        seed.deserialize(self.1.take().ok_or(Unreadable)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waypost_core::api::{MappingState, Subsidiary};
    use waypost_core::wire::{Document, Mapping};

    #[test]
    fn a_document_is_read_as_the_core_reads_it_with_fields_of_later_versions() {
        let text = r#"{"id":"1","kind":"invoice","origin":"load","currency":"USD","date":"2026-09-16","party":{"id":"p","name":"Ridge","kind":"customer","rank":-3},"subsidiary":"S-KF","total":"401.12","lines":[{"id":"l","category":"e_check","item":"cash","part":"fee","amount":"401.12","weight":1.5}],"later":{"a":[true,null,7]}}"#;
        let read: Document = read(text).unwrap();
        assert_eq!(read, waypost_core::wire::read(text).unwrap());
    }

    #[test]
    fn items_of_a_mapping_keep_their_order() {
        let text = r#"{"load":{"items":{"z":"a-1","b":null,"a":"a-2"}},"accessorials":null}"#;
        let read: Mapping = read(text).unwrap();
        assert_eq!(read, waypost_core::wire::read(text).unwrap());
        assert_eq!(read.load.items.keys().collect::<Vec<_>>(), ["z", "b", "a"]);
    }

    #[test]
    fn what_is_not_expected_is_unreadable() {
        for text in ["", "[]", "{}", r#"{"id":3,"name":"x"}"#, "{\"id\":\"a\""] {
            assert!(read::<Subsidiary>(text).is_err(), "{text}");
            assert!(read::<MappingState>(text).is_err(), "{text}");
        }
    }
}
