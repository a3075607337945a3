//! Letters of words, and whether two words are the same but for a typing error.
//!
//! Used where people type or read names of accounts; nothing that posts money asks it.

/// Whether words are written with it: letters and digits of any language. Signs beyond ASCII are known
/// by their blocks (Latin-1 signs, general punctuation, CJK punctuation): exact tables would be the
/// better part of what a browser loads for this.
#[must_use]
pub fn is_of_a_word(sign: char) -> bool {
    match sign {
        '\0'..='\u{7f}' => sign.is_ascii_alphanumeric(),
        'ª' | 'µ' | 'º' => true,
        '\u{80}'..='\u{bf}' | '×' | '÷' => false,
        _ => !matches!(sign, '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}'),
    }
}

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

#[cfg(test)]
mod tests {
    use super::is_of_a_word;

    #[test]
    fn words_of_every_language_end_at_signs() {
        let words = |text: &'static str| -> Vec<&str> {
            text.split(|sign| !is_of_a_word(sign)).filter(|word| !word.is_empty()).collect()
        };
        assert_eq!(words("Péage – routes·24×7"), ["Péage", "routes", "24", "7"]);
        assert_eq!(words("Überführung “à la carte”…"), ["Überführung", "à", "la", "carte"]);
        assert_eq!(words("燃料、通行料"), ["燃料", "通行料"]);
    }
}
