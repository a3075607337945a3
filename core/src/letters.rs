//! Small letters of what people write, in every language.
//!
//! Not a rule of any language. Who runs JavaScript knows those: with the feature `browser` their tables
//! stay out of what a browser loads.

/// The text in small letters.
#[must_use]
pub fn small(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { beyond_ascii(text) }
}

#[cfg(all(feature = "browser", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["String", "prototype", "toLowerCase"], js_name = call)]
    fn beyond_ascii(text: &str) -> String;
}

#[cfg(not(all(feature = "browser", target_arch = "wasm32")))]
fn beyond_ascii(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::small;

    #[test]
    fn letters_of_every_language_become_small() {
        assert_eq!(small("40100 Linehaul"), "40100 linehaul");
        assert_eq!(small("40100 Péage ÉTÉ ΟΔΟΣ"), "40100 péage été οδος");
    }
}
