//! What core decides, told through its public face: natively all of it, and as WASM under Node.js all
//! that needs no files and no other crate's chance.

mod admission;
mod answers;
mod bodies;
mod edit;
mod exchange;
mod formats;
mod grid;
mod hostile;
mod money;
mod newer;
mod outline;
mod payments;
mod properties;
mod rulebook;
mod sources;
mod sync;
mod truth_table;
mod turnover;
mod vectors;
mod versions;

/// A test, on whichever machine: wasm-bindgen's under Node.js, Rust's own elsewhere.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use core::prelude::v1::test;
#[cfg(target_arch = "wasm32")]
pub(crate) use wasm_bindgen_test::wasm_bindgen_test as test;
