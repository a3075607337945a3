//! The sync decisions, told as stories and tables, natively and in WASM.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

/// A test that runs natively and in WASM.
macro_rules! story {
    ($(#[$meta:meta])* fn $name:ident() $body:block) => {
        $(#[$meta])*
        #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
        #[cfg_attr(not(target_arch = "wasm32"), test)]
        fn $name() $body
    };
}

mod adopt;
mod change;
mod compare;
mod failure;
mod limits;
mod next;
mod number;
mod order;
mod party;
mod period;
mod route;
mod short_pay;
