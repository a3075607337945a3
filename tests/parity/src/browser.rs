//! The same in a browser.

use wasm_bindgen::prelude::wasm_bindgen;

/// See [`crate::digest`]. Numbers of documents stay far below 2³².
#[wasm_bindgen]
#[must_use]
pub fn digest(first: u32, count: u32) -> String {
    crate::digest(first.into(), count.into())
}

/// See [`crate::shown`].
#[wasm_bindgen]
#[must_use]
pub fn shown(number: u32) -> String {
    crate::shown(number.into())
}
