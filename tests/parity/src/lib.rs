//! One rulebook everywhere: the same questions, to be asked of core natively and in a browser, and
//! the native answers to compare with (R9).
//!
//! Not a judge of the rules: golden cases and the oracle are that. It compiles natively and to WASM.
//! Invariant: questions come from files and seeds alone, so that both sides ask the same.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a kit of the tests: what cannot go on fails the test"
)]

mod block;
#[cfg(target_arch = "wasm32")]
pub mod browser;
mod case;

// The tests of core own both: a library of theirs would have core compiled twice for its own tests.
#[path = "../../../core/tests/it/vectors/chance.rs"]
mod chance;
#[expect(dead_code, reason = "cases of a changed chart have no other way in yet")]
#[path = "../../../core/tests/it/vectors/given.rs"]
mod given;

pub use block::{BLOCK, digest, shown};
pub use case::{Case, cases};

use include_dir::{Dir, include_dir};
use serde_json::Value;
use waypost_core::wire::{self, Document};

static VECTORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../core/vectors");

fn text(path: &str) -> &'static str {
    let file = VECTORS.get_file(path).unwrap_or_else(|| panic!("no {path} in core/vectors"));
    file.contents_utf8().unwrap()
}

fn keystone(file: &str) -> Value {
    serde_json::from_str(text(&format!("keystone/{file}"))).unwrap()
}

fn keystone_documents() -> Vec<Document> {
    let files = VECTORS.get_dir("keystone/documents").unwrap().files();
    files.map(|file| wire::read(file.contents_utf8().unwrap()).unwrap()).collect()
}
