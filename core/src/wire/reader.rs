//! JSON text, read once from its beginning to its end.
//!
//! Not types: what stands in the text is handed to serde by [`super::deserialize`]. Our own, because
//! a browser loads it: a general reader brings fractions and a second reader for the paths of
//! refusals. Invariant: what is refused here is refused by every reader of JSON (RFC 8259), and
//! fields that stand twice besides.

use super::plain::plain;
use super::refusal::Refusal;
use crate::order;
use serde::de::{Error, Expected, Unexpected};
use std::borrow::Cow;

/// How deep objects and lists may stand in one another.
const DEEPEST: usize = 128;

/// A text, and how far it is read.
pub(super) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(super) fn new(text: &'de str) -> Reader<'de> {
        Reader { text, at: 0, depth: 0 }
    }

    /// The line, from 1, and how many bytes of it are read.
    pub(super) fn place(&self) -> (usize, usize) {
        end_of(self.text.as_bytes().get(..self.at).unwrap_or_default())
    }

    /// Nothing but white space may follow.
    pub(super) fn end(&mut self) -> Result<(), Refusal> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(Refusal::malformed("trailing characters")),
        }
    }

    /// The next byte that is no white space; it is not passed.
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            match self.here() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                byte => return byte,
            }
        }
    }

    fn here(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn since(&self, start: usize) -> &'de str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Passes this byte where it stands here.
    pub(super) fn pass(&mut self, byte: u8) -> bool {
        let passes = self.next() == Some(byte);
        self.at += usize::from(passes);
        passes
    }

    /// Passes `null`, `true` or `false`.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Refusal> {
        for byte in word.bytes() {
            match self.here() {
                Some(met) if met == byte => self.at += 1,
                Some(_) => return Err(Refusal::malformed("expected ident")),
                None => return Err(Refusal::ended()),
            }
        }
        Ok(())
    }

    /// True or false.
    pub(super) fn truth(&mut self, expected: &dyn Expected) -> Result<bool, Refusal> {
        match self.next() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Steps into an object or a list where it begins with `open`.
    pub(super) fn enter(&mut self, open: u8, expected: &dyn Expected) -> Result<(), Refusal> {
        if !self.pass(open) {
            return Err(self.unexpected(expected));
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refusal::malformed("objects and lists stand too deep in one another"));
        }
        Ok(())
    }

    /// Whether one more member comes before `close`, which is passed where none does.
    pub(super) fn member(&mut self, first: bool, close: u8) -> Result<bool, Refusal> {
        match self.next() {
            None => Err(Refusal::ended()),
            Some(byte) if byte == close => {
                self.at += 1;
                self.depth -= 1;
                Ok(false)
            }
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.at += 1;
                if self.next() == Some(close) {
                    return Err(Refusal::malformed("trailing comma"));
                }
                Ok(true)
            }
            Some(_) if close == b'}' => Err(Refusal::malformed("expected `,` or `}`")),
            Some(_) => Err(Refusal::malformed("expected `,` or `]`")),
        }
    }

    /// A field's name with the colon after it.
    pub(super) fn name(&mut self) -> Result<Cow<'de, str>, Refusal> {
        match self.next() {
            Some(b'"') => {}
            Some(_) => return Err(Refusal::malformed("key must be a string")),
            None => return Err(Refusal::ended()),
        }
        let name = self.quoted()?;
        match self.next() {
            Some(b':') => {
                self.at += 1;
                Ok(name)
            }
            Some(_) => Err(Refusal::malformed("expected `:`")),
            None => Err(Refusal::ended()),
        }
    }

    /// A text.
    pub(super) fn text(&mut self, expected: &dyn Expected) -> Result<Cow<'de, str>, Refusal> {
        if self.next() == Some(b'"') { self.quoted() } else { Err(self.unexpected(expected)) }
    }

    fn quoted(&mut self) -> Result<Cow<'de, str>, Refusal> {
        self.at += 1;
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at += plain(rest);
        if self.here() == Some(b'"') {
            let text = self.since(start);
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        self.escaped(self.since(start).to_owned()).map(Cow::Owned)
    }

    /// The rest of a text that has more than plain letters.
    fn escaped(&mut self, mut text: String) -> Result<String, Refusal> {
        loop {
            let start = self.at;
            while let Some(b' '..) = self.here().filter(|byte| !matches!(byte, b'"' | b'\\')) {
                self.at += 1;
            }
            text.push_str(self.since(start));
            match self.here() {
                None => return Err(Refusal::ended()),
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                }
                Some(_) => return Err(Refusal::malformed("a control character in a text")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Refusal> {
        let sign = self.here().ok_or_else(Refusal::ended)?;
        self.at += 1;
        Ok(match sign {
            b'"' | b'\\' | b'/' => char::from(sign),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = self.four_digits()?;
                if let 0xd800..=0xdbff = code {
                    if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u")) {
                        return Err(Refusal::malformed("half a character"));
                    }
                    self.at += 2;
                    let low = self.four_digits()?.wrapping_sub(0xdc00);
                    code =
                        if low < 0x400 { 0x1_0000 + ((code - 0xd800) << 10) + low } else { code };
                }
                return char::from_u32(code).ok_or_else(|| Refusal::malformed("half a character"));
            }
            _ => return Err(Refusal::malformed("an escape that does not exist")),
        })
    }

    fn four_digits(&mut self) -> Result<u32, Refusal> {
        let digits = self.text.get(self.at..self.at + 4).ok_or_else(Refusal::ended)?;
        let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        self.at += 4;
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal);
        code.ok_or_else(|| Refusal::malformed("an escape that does not exist"))
    }

    /// A number as it is written, and whether it is a whole one.
    fn number(&mut self) -> Result<(&'de str, bool), Refusal> {
        let start = self.at;
        self.at += usize::from(self.here() == Some(b'-'));
        let begins_with_zero = self.here() == Some(b'0');
        let digits = self.digits();
        let mut well = digits == 1 || digits > 1 && !begins_with_zero;
        let whole = self.at;
        if self.here() == Some(b'.') {
            self.at += 1;
            well &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.here() {
            self.at += 1;
            self.at += usize::from(matches!(self.here(), Some(b'+' | b'-')));
            well &= self.digits() > 0;
        }
        if well {
            Ok((self.since(start), whole == self.at))
        } else {
            Err(Refusal::malformed("unreadable number"))
        }
    }

    /// Passes digits and counts them.
    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.here().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    /// A whole number, without a sign where it has none.
    pub(super) fn whole(&mut self, expected: &dyn Expected) -> Result<Whole, Refusal> {
        let Some(b'-' | b'0'..=b'9') = self.next() else { return Err(self.unexpected(expected)) };
        let (number, is_whole) = self.number()?;
        if is_whole {
            let (digits, is_below) =
                number.strip_prefix('-').map_or((number, false), |digits| (digits, true));
            let count = digits.bytes().try_fold(0_u64, |sum, digit| {
                sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
            });
            match count {
                Some(count) if !is_below => return Ok(Whole::Count(count)),
                Some(count) => {
                    if let Some(below) = 0_i64.checked_sub_unsigned(count) {
                        return Ok(Whole::Below(below));
                    }
                }
                None => {}
            }
        }
        Err(not_that(&format!("the number {number}"), expected))
    }

    /// The refusal of what stands here.
    #[cold]
    pub(super) fn unexpected(&mut self, expected: &dyn Expected) -> Refusal {
        let met = match self.next() {
            None if self.text.trim_ascii().is_empty() => return Refusal::empty(),
            None => return Refusal::ended(),
            Some(b'[') => return Refusal::invalid_type(Unexpected::Seq, expected),
            Some(b'{') => return Refusal::invalid_type(Unexpected::Map, expected),
            Some(b'n') => self.word("null").map(|()| "null".to_owned()),
            Some(b't') => self.word("true").map(|()| "true".to_owned()),
            Some(b'f') => self.word("false").map(|()| "false".to_owned()),
            Some(b'-' | b'0'..=b'9') => {
                self.number().map(|(number, _)| format!("the number {number}"))
            }
            Some(b'"') => match self.quoted() {
                Ok(text) => return Refusal::invalid_type(Unexpected::Str(&text), expected),
                Err(refusal) => Err(refusal),
            },
            Some(_) => Err(Refusal::malformed("expected value")),
        };
        match met {
            Ok(met) => not_that(&met, expected),
            Err(refusal) => refusal,
        }
    }

    /// Any value, added to `kept` as it is written but for white space. Whether anything but null
    /// stands in it, at any depth.
    pub(super) fn keep(&mut self, kept: &mut String) -> Result<bool, Refusal> {
        let first = self.next();
        let start = self.at;
        match first {
            Some(b'{') => return self.keep_object(kept),
            Some(b'[') => return self.keep_list(kept),
            Some(b'"') => drop(self.quoted()?),
            Some(b'n') => self.word("null")?,
            Some(b't') => self.word("true")?,
            Some(b'f') => self.word("false")?,
            Some(b'-' | b'0'..=b'9') => drop(self.number()?),
            _ => return Err(self.unexpected(&"a JSON value")),
        }
        kept.push_str(self.since(start));
        Ok(first != Some(b'n'))
    }

    fn keep_object(&mut self, kept: &mut String) -> Result<bool, Refusal> {
        self.enter(b'{', &"an object")?;
        kept.push('{');
        let (mut holds, mut names) = (false, Vec::new());
        while self.member(names.is_empty(), b'}')? {
            if !names.is_empty() {
                kept.push(',');
            }
            self.next();
            let start = self.at;
            let name = self.name()?;
            kept.push_str(self.since(start).trim_end_matches(':').trim_end());
            kept.push(':');
            holds |= self.keep(kept).map_err(|refusal| refusal.within(&name))?;
            names.push(name);
        }
        kept.push('}');
        match order::named(names.len(), &|at| &names[at]) {
            Err(at) => Err(Refusal::twice(&names[at])),
            Ok(_) => Ok(holds),
        }
    }

    fn keep_list(&mut self, kept: &mut String) -> Result<bool, Refusal> {
        self.enter(b'[', &"a list")?;
        kept.push('[');
        let (mut holds, mut at) = (false, 0);
        while self.member(at == 0, b']')? {
            if at > 0 {
                kept.push(',');
            }
            holds |= self.keep(kept).map_err(|refusal| refusal.within(&format!("[{at}]")))?;
            at += 1;
        }
        kept.push(']');
        Ok(holds)
    }
}

/// A whole number.
pub(super) enum Whole {
    /// Not below zero.
    Count(u64),
    /// Below zero.
    Below(i64),
}

/// The line, from 1, on which a text ends, and how many bytes of it there are.
pub(super) fn end_of(text: &[u8]) -> (usize, usize) {
    let line = text.iter().filter(|byte| **byte == b'\n').count();
    let begun = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    (line + 1, text.len() - begun)
}

fn not_that(met: &str, expected: &dyn Expected) -> Refusal {
    Refusal::invalid_type(Unexpected::Other(met), expected)
}
