//! Text to value and back, with refusals that name the field.
//!
//! Not a parser: [`super::reader`] reads and [`super::writer`] writes; this says where refusals stand.

use super::Unusable;
use super::reader::{Reader, end_of};
use super::refusal::Refusal;
use super::writer::Writer;
use serde::Serialize;
use serde::de::{DeserializeOwned, DeserializeSeed};
use std::marker::PhantomData;

/// Reads one JSON value of the public formats; anything after it is refused.
///
/// # Errors
/// [`Unusable`] with path, line and column of what could not be read.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Unusable> {
    read_seed(text, PhantomData::<T>)
}

/// As [`read`], of what `seed` makes of it.
pub(super) fn read_seed<'de, S: DeserializeSeed<'de>>(
    text: &'de str,
    seed: S,
) -> Result<S::Value, Unusable> {
    // Spreadsheets and Windows tools put a byte order mark in front.
    let mut reader = Reader::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    match seed.deserialize(&mut reader) {
        Ok(value) => reader.end().map(|()| value).map_err(|refusal| refusal.at(reader.place())),
        Err(refusal) => Err(refusal.at(reader.place())),
    }
}

/// As [`read`], from bytes that need not be UTF-8 (which is then what is refused).
///
/// # Errors
/// [`Unusable`] with path, line and column of what could not be read.
pub fn read_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unusable> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => {
            let text = bytes.get(..error.valid_up_to()).unwrap_or_default();
            Err(Refusal::malformed("it is not UTF-8").at(end_of(text)))
        }
    }
}

/// Writes a value of the public formats as compact JSON, fields in the order of the format.
#[must_use]
pub fn write<T: Serialize>(value: &T) -> String {
    let mut writer = Writer { text: String::new(), is_json: false };
    // No type of `wire` has a shape that cannot be written, and no body of a request.
    value.serialize(&mut writer).map_or_else(|_| String::new(), |()| writer.text)
}

/// As [`write`], as one more line of JSON lines.
pub fn append<T: Serialize>(lines: &mut Vec<u8>, value: &T) {
    lines.extend_from_slice(write(value).as_bytes());
    lines.push(b'\n');
}
