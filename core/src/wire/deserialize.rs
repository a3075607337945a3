//! A [`Reader`]'s text as serde's types ask for it.
//!
//! Stricter than most: an object is never read from a list, a whole number never from a fraction, and
//! a variant is a text. Invariant: a refusal that comes out of a field or a member has its path.

use super::reader::{Reader, Whole};
use super::refusal::Refusal;
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;

/// The name by which a value asks to be handed over as its text, white space left out.
pub(super) const KEPT: &str = "a JSON value, kept as its text";

/// Methods that read a number, whatever its size.
macro_rules! numbers {
    ($($method:ident)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
                match self.whole(&visitor)? {
                    Whole::Count(number) => visitor.visit_u64(number),
                    Whole::Below(number) => visitor.visit_i64(number),
                }
            }
        )+
    };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Refusal;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.next() {
            Some(b'n') => self.deserialize_unit(visitor),
            Some(b't' | b'f') => self.deserialize_bool(visitor),
            Some(b'"') => self.deserialize_str(visitor),
            Some(b'[') => self.deserialize_seq(visitor),
            Some(b'{') => self.deserialize_map(visitor),
            _ => self.deserialize_u64(visitor),
        }
    }

    numbers! { deserialize_u64 deserialize_u32 deserialize_u16 deserialize_u8 deserialize_i64 deserialize_i32 }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.next() != Some(b'n') {
            return Err(self.unexpected(&visitor));
        }
        self.word("null")?;
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let is = self.truth(&visitor)?;
        visitor.visit_bool(is)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.text(&visitor)? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.next() != Some(b'n') {
            return visitor.visit_some(self);
        }
        self.word("null")?;
        visitor.visit_none()
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.enter(b'[', &visitor)?;
        let mut members = Members { reader: self, count: 0 };
        let value = visitor.visit_seq(&mut members)?;
        members.finish().map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.enter(b'{', &visitor)?;
        visitor.visit_map(Fields { reader: self, name: None })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_map(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if name != KEPT {
            return visitor.visit_newtype_struct(self);
        }
        let mut kept = String::new();
        self.keep(&mut kept)?;
        visitor.visit_str(&kept)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        let name = self.text(&visitor)?;
        visitor.visit_enum(StrDeserializer::<Refusal>::new(&name))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.keep(&mut String::new())?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i128 u128 f32 f64 char bytes byte_buf unit_struct tuple_struct
    }
}

/// The members of a list, and how many are read.
struct Members<'a, 'de> {
    reader: &'a mut Reader<'de>,
    /// `usize::MAX` when the list has ended.
    count: usize,
}

impl Members<'_, '_> {
    /// Whether one more member comes.
    fn more(&mut self) -> Result<bool, Refusal> {
        let more = self.count != usize::MAX && self.reader.member(self.count == 0, b']')?;
        self.count = if more { self.count + 1 } else { usize::MAX };
        Ok(more)
    }

    /// A list of so many members, such as a pair, has no more.
    fn finish(mut self) -> Result<(), Refusal> {
        if self.more()? {
            Err(Refusal::custom("has more members than belong here"))
        } else {
            Ok(())
        }
    }

    fn within(&self, refusal: Refusal) -> Refusal {
        refusal.within(&format!("[{}]", self.count.wrapping_sub(1)))
    }
}

impl<'de> SeqAccess<'de> for Members<'_, 'de> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refusal> {
        if !self.more()? {
            return Ok(None);
        }
        match seed.deserialize(&mut *self.reader) {
            Ok(member) => Ok(Some(member)),
            Err(refusal) => Err(self.within(refusal)),
        }
    }
}

/// The fields of an object, and the name that was read last.
struct Fields<'a, 'de> {
    reader: &'a mut Reader<'de>,
    name: Option<Cow<'de, str>>,
}

impl Fields<'_, '_> {
    /// Reads one more name, unless the object ends.
    fn more(&mut self) -> Result<bool, Refusal> {
        let more = self.reader.member(self.name.is_none(), b'}')?;
        if more {
            self.name = Some(self.reader.name()?);
        }
        Ok(more)
    }

    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }
}

impl<'de> MapAccess<'de> for Fields<'_, 'de> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refusal> {
        if !self.more()? {
            return Ok(None);
        }
        seed.deserialize(StrDeserializer::<Refusal>::new(self.name())).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        seed.deserialize(&mut *self.reader).map_err(|refusal| refusal.within(self.name()))
    }
}
