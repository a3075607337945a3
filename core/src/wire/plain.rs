//! Where the plain letters of a text end, looked for eight bytes at a time.
//!
//! Half of a document is texts, and hardly one of them has an escape. Invariant: what is answered
//! is what looking at one byte after the other would answer.

/// One in each of the eight bytes.
const ONES: u64 = u64::from_le_bytes([1; 8]);

/// The highest bit of each of the eight bytes.
const TOPS: u64 = ONES << 7;

/// How many bytes come before the first quotation mark, backslash or control character.
pub(super) fn plain(text: &[u8]) -> usize {
    let (words, rest) = text.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let ends = ends(u64::from_le_bytes(*word));
        if ends != 0 {
            return at * 8 + ends.trailing_zeros() as usize / 8;
        }
    }
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..=0x1f));
    text.len() - rest.len() + end.unwrap_or(rest.len())
}

/// The highest bit of the first byte that ends plain letters; bits of bytes behind it mean nothing,
/// for what is taken from a byte may be borrowed from the next one.
fn ends(word: u64) -> u64 {
    let is_below = |word: u64, least: u8| word.wrapping_sub(ONES * u64::from(least)) & !word & TOPS;
    let is = |byte: u8| is_below(word ^ (ONES * u64::from(byte)), 1);
    is_below(word, 0x20) | is(b'"') | is(b'\\')
}

#[cfg(test)]
mod tests {
    use super::plain;

    /// Every byte, at every place of a text of two words and a half.
    #[test]
    fn plain_letters_end_where_the_first_other_byte_stands() {
        for end in 0..20 {
            for byte in 0..=u8::MAX {
                let mut text = [b'a'; 20];
                text[end] = byte;
                let ends = matches!(byte, b'"' | b'\\' | ..=0x1f);
                assert_eq!(plain(&text), if ends { end } else { 20 }, "byte {byte} at {end}");
                text[19] = b'"';
                assert_eq!(plain(&text), if ends { end } else { 19 }, "byte {byte} at {end}");
            }
        }
        assert_eq!(plain(b""), 0);
    }

    /// A byte behind an end, which a borrow could make look like one.
    #[test]
    fn the_first_of_several_ends_counts() {
        assert_eq!(plain(b"ab\x00\x20\x21\"\\zyxw"), 2);
        assert_eq!(plain(b"ab\"#\"#\"#yxw"), 2);
        assert_eq!(plain("é\u{80}\u{ff}ÿÿÿ\\\"".as_bytes()), "é\u{80}\u{ff}ÿÿÿ".len());
    }
}
