//! Capital letters of our own words. Small ones of what people write are core's
//! ([`waypost_core::letters`]).

/// A word of our own with a capital in front.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::capital;

    #[test]
    fn only_the_first_letter_becomes_a_capital() {
        assert_eq!(capital("current asset"), "Current asset");
        assert_eq!(capital(""), "");
    }
}
