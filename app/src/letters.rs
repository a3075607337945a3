//! Small and capital letters of what people write.
//!
//! Not a rule of any language: the browser knows those, and its tables need not be loaded with the
//! page.

/// The text in small letters.
pub(crate) fn small(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { beyond_ascii(text) }
}

#[cfg(target_arch = "wasm32")]
fn beyond_ascii(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn beyond_ascii(text: &str) -> String {
    text.to_lowercase()
}

/// A word of our own with a capital in front.
pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{capital, small};

    #[test]
    fn letters_of_every_language_become_small_and_only_the_first_of_a_word_a_capital() {
        assert_eq!(small("40100 Péage ÉTÉ"), "40100 péage été");
        assert_eq!(capital("current asset"), "Current asset");
        assert_eq!(capital(""), "");
    }
}
