//! Files and streams of the public formats.
//!
//! Not a parser: it finds where one JSON value ends and the next begins, so that a stream of any
//! length is read one value at a time. Invariant: at most one value is in memory.

use super::stop::Stop;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use waypost_core::wire::{self, Unusable};

/// The largest single value that is read. A statement of ten thousand lines has two of these.
const LARGEST: usize = 256 * 1024 * 1024;

/// Reads a chart, a mapping or a catalogue.
pub(super) fn load<T: DeserializeOwned>(path: &Path) -> Result<T, Stop> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Stop::unreadable(&name, &error);
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    wire::read_slice(&bytes).map_err(|refusal| Stop::unusable(&name, 1, &refusal))
}

/// Calls `each` with every JSON value of a file, or of standard input for `-`, and the line on which
/// it begins.
pub(super) fn each_value(
    path: &Path,
    stdin: &mut dyn Read,
    mut each: impl FnMut(&str, usize, &[u8]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let (name, reader) = open(path, stdin)?;
    values(&name, reader, (1, false), &mut |line, value| each(&name, line, value))
}

/// A file with its name, or standard input for `-`.
pub(super) fn open<'a>(
    path: &Path,
    stdin: &'a mut dyn Read,
) -> Result<(String, Box<dyn Read + 'a>), Stop> {
    if path == Path::new("-") {
        return Ok(("standard input".to_owned(), Box::new(stdin)));
    }
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Stop::unreadable(&name, &error))?;
    Ok((name, Box::new(file)))
}

/// What a file may hold many of: written one by one, as a list, or as an object with the list in a
/// field.
pub(super) trait Member: DeserializeOwned {
    /// The field of the list.
    const FIELD: &'static str;
    /// The object with that field.
    type Held: DeserializeOwned + Into<Vec<Self>>;
}

/// As [`each_value`], with every member that the values hold.
pub(super) fn each_member<T: Member>(
    path: &Path,
    stdin: &mut dyn Read,
    mut each: impl FnMut(T) -> Result<(), Stop>,
) -> Result<(), Stop> {
    each_value(path, stdin, |file, line, value| {
        let members = members::<T>(value);
        let members = members.map_err(|refusal| Stop::unusable(file, line, &refusal))?;
        members.into_iter().try_for_each(&mut each)
    })
}

fn members<T: Member>(value: &[u8]) -> Result<Vec<T>, Unusable> {
    if value.first() == Some(&b'[') {
        return wire::read_slice(value);
    }
    let fields: Result<BTreeMap<String, IgnoredAny>, _> = serde_json::from_slice(value);
    if fields.is_ok_and(|fields| fields.contains_key(T::FIELD)) {
        return wire::read_slice::<T::Held>(value).map(Into::into);
    }
    wire::read_slice(value).map(|member| vec![member])
}

/// Calls `each` with every JSON value from here on. The reader stands at the beginning of this line
/// of the input, and `any` says whether a value has come before.
pub(super) fn values(
    name: &str,
    reader: impl Read,
    (line, any): (usize, bool),
    each: &mut impl FnMut(usize, &[u8]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut values = Values::new(BufReader::with_capacity(256 * 1024, reader), line);
    let mut any = any;
    loop {
        match values.next() {
            Ok(None) if any => return Ok(()),
            Ok(None) => {
                return Err(Stop::Because(format!(
                    "{name}:1: holds no document or payment; give at least one"
                )));
            }
            Ok(Some((line, value))) => each(line, value)?,
            Err(error) => return Err(Stop::unreadable(name, &error)),
        }
        any = true;
    }
}

/// Cuts a stream into JSON values, whatever their layout.
struct Values<R> {
    reader: R,
    value: Vec<u8>,
    /// Line of the next byte, from 1.
    line: usize,
}

/// Where the cut stands inside a value.
#[derive(Default)]
struct Place {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl Place {
    /// Takes one byte; whether the value ends with it.
    fn takes(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_text = false;
                    return self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            // A bare word ends at white space; what it is, the reader of the value says.
            b' ' | b'\t' | b'\r' | b'\n' => return self.depth == 0,
            _ => {}
        }
        false
    }
}

impl<R: BufRead> Values<R> {
    fn new(reader: R, line: usize) -> Values<R> {
        Values { reader, value: Vec::new(), line }
    }

    /// The next value and the line on which it begins.
    fn next(&mut self) -> io::Result<Option<(usize, &[u8])>> {
        self.value.clear();
        let Some(first_line) = self.skip_space()? else { return Ok(None) };
        let mut place = Place::default();
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(Some((first_line, &self.value)));
            }
            let end = chunk.iter().position(|byte| place.takes(*byte));
            let taken = end.map_or(chunk.len(), |at| at + 1);
            let part = chunk.get(..taken).unwrap_or(chunk);
            self.line += part.iter().filter(|byte| **byte == b'\n').count();
            self.value.extend_from_slice(part);
            self.reader.consume(taken);
            if end.is_some() {
                return Ok(Some((first_line, &self.value)));
            }
            if self.value.len() > LARGEST {
                let reason =
                    format!("the value that begins on line {first_line} is larger than 256 MiB");
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
        }
    }

    /// Passes white space (and the mark that Windows tools put in front); the line on which the next
    /// value begins, or `None` at the end.
    fn skip_space(&mut self) -> io::Result<Option<usize>> {
        loop {
            let chunk = self.reader.fill_buf()?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let is_space =
                |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF);
            let spaces = chunk.iter().take_while(|byte| is_space(byte)).count();
            self.line += chunk.iter().take(spaces).filter(|byte| **byte == b'\n').count();
            let ended = spaces < chunk.len();
            self.reader.consume(spaces);
            if ended {
                return Ok(Some(self.line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(usize, String)> {
        // A reader of three bytes at a time meets every boundary.
        let mut values = Values::new(BufReader::with_capacity(3, text.as_bytes()), 1);
        let mut cut = Vec::new();
        while let Some((line, value)) = values.next().unwrap() {
            cut.push((line, String::from_utf8(value.to_vec()).unwrap()));
        }
        cut
    }

    #[test]
    fn values_of_any_layout_are_cut_apart() {
        let text = "\u{feff}{\"a\":\n 1}\n\n[{}]{\"b\":\"}\\\"{\"}\n";
        assert_eq!(
            cut(text),
            [
                (1, "{\"a\":\n 1}".to_owned()),
                (4, "[{}]".to_owned()),
                (4, "{\"b\":\"}\\\"{\"}".to_owned())
            ]
        );
    }

    #[test]
    fn what_is_cut_off_or_no_value_is_handed_on_for_its_reader_to_refuse() {
        assert_eq!(cut("{}\n{\"a\":"), [(1, "{}".to_owned()), (2, "{\"a\":".to_owned())]);
        assert_eq!(cut("null }"), [(1, "null ".to_owned()), (1, "}".to_owned())]);
        assert_eq!(cut(" \n\t"), []);
    }
}
