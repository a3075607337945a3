//! Whether two words are the same but for a typing error.
//!
//! Used where people type or read names of accounts; nothing that posts money asks it.

/// One letter wrong, missing, doubled or swapped with the next; two in a word of seven letters and
/// more. Words of three letters and fewer are near to themselves alone. Both in lower case.
#[must_use]
pub fn is_near(word: &str, other: &str) -> bool {
    let most = match word.chars().count() {
        0..=3 => return word == other,
        4..=6 => 1,
        _ => 2,
    };
    strsim::osa_distance(word, other) <= most
}
