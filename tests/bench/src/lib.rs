//! B1: ten thousand lines are asked where they go, after one edit of the mapping.
//!
//! The work of core, for the native run and, as WASM, for Node.js. The peers do the same work on the
//! files that `prepare` writes from the same seed, and must come to the same digest.

use std::collections::HashMap;
use waypost_core::resolve::Way;
use waypost_core::wire::{Document, Level, Outcome};
use waypost_core::{Lines, Rules, Slot};
use waypost_generate::{Company, Size};

pub use waypost_generate::{DOCUMENTS, SEED};

/// Edits of B1, made one after the other and begun again.
pub const EDITS: usize = 30;

/// The company that is measured.
#[must_use]
pub fn company() -> Company {
    Company::new(Size::LARGE, SEED)
}

/// Rules, lines and edits, ready to begin.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
#[derive(Debug)]
pub struct Work {
    rules: Rules,
    lines: Lines,
    edits: Vec<(Slot, Option<String>)>,
    ways: Vec<Way>,
    /// Place of each account in the chart.
    places: HashMap<String, u32>,
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen)]
impl Work {
    /// Makes company, documents and edits, and reads the documents' lines once.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen::prelude::wasm_bindgen(constructor))]
    #[expect(clippy::new_without_default, reason = "a default would hide that it is work")]
    #[must_use]
    pub fn new() -> Work {
        let company = company();
        let documents: Vec<Document> = company.documents().take(DOCUMENTS).collect();
        let accounts = company.chart.accounts.iter().map(|account| account.id.clone());
        Work {
            rules: Rules::new(&company.mapping, &company.chart, Some(&company.catalog)),
            lines: Lines::new(&documents, Some(&company.catalog)).unwrap_or_default(),
            edits: company.edits().take(EDITS).collect(),
            ways: Vec::new(),
            places: accounts.zip(0..).collect(),
        }
    }

    /// How many edits there are to make.
    #[must_use]
    pub fn edits(&self) -> usize {
        self.edits.len()
    }

    /// Makes one edit and asks every line; the number of lines.
    pub fn turn(&mut self, edit: usize) -> usize {
        if let Some((slot, account)) = self.edits.get(edit) {
            self.rules.edit(slot, account.as_deref());
        }
        self.lines.resolve(&self.rules, &mut self.ways);
        self.ways.len()
    }

    /// One number over account, level and path of every line.
    #[must_use]
    pub fn digest(&self, before: u32) -> u32 {
        let mut digest = before;
        let mut take = |number: u32| digest = (digest ^ number).wrapping_mul(16_777_619);
        for way in &self.ways {
            let account = self.rules.account(*way).and_then(|found| self.places.get(&found.id));
            take(account.copied().unwrap_or(u32::MAX));
            take(
                Level::ALL
                    .iter()
                    .zip(0..)
                    .find(|(level, _)| **level == way.level())
                    .map_or(9, |(_, at)| at),
            );
            for outcome in way.outcomes() {
                take(
                    Outcome::ALL
                        .iter()
                        .zip(0..)
                        .find(|(one, _)| **one == outcome)
                        .map_or(9, |(_, at)| at),
                );
            }
        }
        digest
    }
}
