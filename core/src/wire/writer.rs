//! JSON text, written as serde's types tell of themselves: compact, fields in their order.
//!
//! The counterpart of [`super::reader`], and small for the same reason. Not for what has fractions:
//! no format has one. Invariant: what is written is JSON, and the same everywhere.

use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    Serializer,
};
use std::fmt;

/// A text that grows.
pub(super) struct Writer {
    pub(super) text: String,
    /// The next text is JSON already.
    pub(super) is_json: bool,
}

/// A shape that no format has.
#[derive(Debug)]
pub(super) struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is of a shape that no format has")
    }
}

impl std::error::Error for Unwritable {}

impl Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Unwritable {
        Unwritable
    }
}

type Done = Result<(), Unwritable>;

impl Writer {
    fn quote(&mut self, text: &str) {
        self.text.push('"');
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            if let b'"' | b'\\' | ..=0x1f = byte {
                self.text.push_str(text.get(from..at).unwrap_or_default());
                self.escape(byte);
                from = at + 1;
            }
        }
        self.text.push_str(text.get(from..).unwrap_or_default());
        self.text.push('"');
    }

    #[cold]
    fn escape(&mut self, byte: u8) {
        let sign = match byte {
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            0x8 => 'b',
            0xc => 'f',
            b'"' | b'\\' => char::from(byte),
            _ => {
                self.text.push_str(if byte < 0x10 { "\\u000" } else { "\\u001" });
                self.text.push(char::from_digit(u32::from(byte & 0xf), 16).unwrap_or_default());
                return;
            }
        };
        self.text.extend(['\\', sign]);
    }

    fn number(&mut self, number: u64) {
        let mut digits = [0; 20];
        let (mut rest, mut from) = (number, digits.len());
        loop {
            from -= 1;
            digits[from] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.text.extend(digits.iter().skip(from).map(|digit| char::from(*digit)));
    }

    fn open(&mut self, open: char, close: char) -> Parts<'_> {
        self.text.push(open);
        Parts { writer: self, close, is_first: true }
    }
}

/// What is refused, with the shape of each.
macro_rules! refuse {
    ($($method:ident($($type:ty),*);)+) => {
        $(fn $method(self, $(_: $type),*) -> Done { Err(Unwritable) })+
    };
}

macro_rules! counts {
    ($($method:ident $type:ty;)+) => {
        $(fn $method(self, count: $type) -> Done {
            self.number(u64::from(count));
            Ok(())
        })+
    };
}

macro_rules! signed {
    ($($method:ident $type:ty;)+) => {
        $(fn $method(self, number: $type) -> Done {
            if number < 0 {
                self.text.push('-');
            }
            self.number(u64::from(number.unsigned_abs()));
            Ok(())
        })+
    };
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Impossible<(), Unwritable>;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Impossible<(), Unwritable>;

    counts! { serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64; }
    signed! { serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64; }
    refuse! { serialize_f32(f32); serialize_f64(f64); serialize_char(char); serialize_bytes(&[u8]); }

    fn serialize_bool(self, is: bool) -> Done {
        self.text.push_str(if is { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Done {
        if std::mem::take(&mut self.is_json) {
            self.text.push_str(text);
        } else {
            self.quote(text);
        }
        Ok(())
    }

    fn serialize_none(self) -> Done {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.text.push_str("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _at: u32, variant: &'static str) -> Done {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        value: &T,
    ) -> Done {
        self.is_json = name == super::deserialize::KEPT;
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        _at: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Done {
        Err(Unwritable)
    }

    fn serialize_seq(self, _length: Option<usize>) -> Result<Parts<'a>, Unwritable> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Parts<'a>, Unwritable> {
        Ok(self.open('[', ']'))
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _at: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _length: Option<usize>) -> Result<Parts<'a>, Unwritable> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Parts<'a>, Unwritable> {
        Ok(self.open('{', '}'))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _at: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }

    /// Whether what is kept as JSON has to be read before it is written: not by this writer.
    fn is_human_readable(&self) -> bool {
        !self.is_json
    }
}

/// The members of a list or the fields of an object.
pub(super) struct Parts<'a> {
    writer: &'a mut Writer,
    close: char,
    is_first: bool,
}

impl Parts<'_> {
    fn part(&mut self) -> &mut Writer {
        if !std::mem::take(&mut self.is_first) {
            self.writer.text.push(',');
        }
        self.writer
    }

    fn name(&mut self, name: &str) -> &mut Writer {
        let writer = self.part();
        writer.quote(name);
        writer.text.push(':');
        writer
    }

    fn close(self) -> Done {
        self.writer.text.push(self.close);
        Ok(())
    }
}

impl SerializeSeq for Parts<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(self.part())
    }

    fn end(self) -> Done {
        self.close()
    }
}

impl SerializeTuple for Parts<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(self.part())
    }

    fn end(self) -> Done {
        self.close()
    }
}

impl SerializeStruct for Parts<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Done {
        value.serialize(self.name(name))
    }

    fn end(self) -> Done {
        self.close()
    }
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Done {
        key.serialize(self.part())?;
        self.writer.text.push(':');
        Ok(())
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.close()
    }
}
