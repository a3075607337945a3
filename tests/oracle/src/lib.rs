//! The rulebook reckoned a second time, so that core does not judge itself.
//!
//! Not a part of the product, and not fast. It is written from the rules and the public formats alone,
//! in another style than core: tables of text, JSON in, JSON out, decimals as digits. Invariant: it
//! depends on no crate of the workspace, so it cannot borrow an answer; `tests/it/layers.rs` keeps that.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "it judges tests: what it cannot read fails the test"
)]

mod account;
mod catalogue;
mod digits;
mod document;
mod findings;
mod line;
mod mapping;
mod tables;
mod walk;

pub use digits::{fee, half_up, product, sum, too_long};
pub use document::preview;
pub use mapping::validate;

use serde_json::Value;

/// What every question is asked about: one mapping, one chart, and the catalogue if there is one.
#[derive(Clone, Copy)]
pub struct Books<'a> {
    /// A `mapping` of the public formats.
    pub mapping: &'a Value,
    /// A `chart` of the public formats.
    pub chart: &'a Value,
    /// A `catalog` of the public formats, or null where none is at hand.
    pub catalog: &'a Value,
}

impl Books<'_> {
    /// The account that a slot holds, found by following its name through the mapping.
    fn held(&self, slot: &str) -> Option<&str> {
        slot.split('.').try_fold(self.mapping, |at, step| at.get(step))?.as_str()
    }

    fn selects(&self, transaction_type: &str) -> bool {
        let selected = self.mapping["transaction_types"].as_array();
        selected.is_some_and(|types| types.iter().any(|one| one == transaction_type))
    }

    fn system(&self) -> &str {
        self.chart["system"].as_str().expect("a system")
    }
}
