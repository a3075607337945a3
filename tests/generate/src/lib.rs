//! Companies made by chance from a fixed seed: chart, catalogue, mapping, documents, edits.
//!
//! For benchmarks and for tests that compare implementations; natively and in WASM the same seed gives
//! the same company. Invariant: what is made can be read as the public formats, and no document is
//! unusable.

mod chance;
mod chart;
mod documents;
mod items;
mod mapping;

pub use chance::Chance;

use waypost_core::Slot;
use waypost_core::wire::{Catalog, Chart, Document, Mapping};

/// The seed of everything that is measured.
pub const SEED: u64 = 20_260_916;
/// Documents of the largest company: about ten thousand lines.
pub const DOCUMENTS: usize = 2_500;

/// How large a company is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Accounts of the chart; every fiftieth is inactive.
    pub accounts: usize,
    /// Items of the catalogue, which are the rows of the mapping grid; three of five are set.
    pub rows: usize,
}

impl Size {
    /// The largest company that Waypost is measured with.
    pub const LARGE: Size = Size { accounts: 5_000, rows: 500 };
    /// A company as there are many.
    pub const REAL: Size = Size { accounts: 120, rows: 70 };
}

/// A company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its accounts.
    pub chart: Chart,
    /// What may stand on its documents' lines.
    pub catalog: Catalog,
    /// Where that goes.
    pub mapping: Mapping,
    seed: u64,
}

impl Company {
    /// Makes a company.
    #[must_use]
    pub fn new(size: Size, seed: u64) -> Company {
        let mut chance = Chance::new(seed);
        let chart = chart::chart(size.accounts, &mut chance);
        let catalog = items::catalog(size.rows);
        let mapping = mapping::mapping(&chart, &catalog, &mut chance);
        Company { chart, catalog, mapping, seed }
    }

    /// Its documents, one after the other, four lines each on average. One line of ten is of an item
    /// that the catalogue no longer has.
    pub fn documents(&self) -> impl Iterator<Item = Document> {
        let mut chance = Chance::new(self.seed ^ 0xD0C5);
        (0_u64..).map(move |number| documents::document(number, &self.catalog, &mut chance))
    }

    /// Accounts put into slots or taken out, as a mapper at work would: mostly items, at times a
    /// category's or a general default, and now and then an account that may not stand there.
    pub fn edits(&self) -> impl Iterator<Item = (Slot, Option<String>)> {
        let slots = mapping::slots(&self.catalog);
        let mut chance = Chance::new(self.seed ^ 0xED17);
        std::iter::repeat_with(move || {
            let slot = chance.pick(&slots).clone();
            let account = (chance.below(10) > 0)
                .then(|| mapping::some_account(&slot, &self.chart, &mut chance));
            (slot, account)
        })
    }
}
