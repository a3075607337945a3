//! The rules of one connection, compiled once from its mapping, its chart and its tenant's catalogue.
//!
//! Not a store: it answers from what it was given and never changes. Invariant: for every slot the
//! verdict is computed once, by [`crate::account::judge`], so validation, previews and the mapping
//! grid cannot disagree (R9).

use crate::grid::{DefaultRow, Section};
use crate::preview::Outline;
use crate::resolve::{Chain, Compiled, Resolution, Way};
use crate::slot::Slot;
use crate::wire::{Account, Catalog, Chart, Document, Finding, Mapping, Preview, Unusable};
use std::sync::Arc;

/// The compiled rules; cheap to clone and to share.
#[derive(Clone, Debug)]
pub struct Rules(Arc<Compiled>);

impl Rules {
    /// Compiles the rules. Whatever is wrong with the mapping is found, not refused.
    #[must_use]
    pub fn new(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> Rules {
        Rules(Arc::new(Compiled::new(mapping, chart, catalog)))
    }

    /// Puts an account into a slot, or empties it (`None`): afterwards the rules are what compiling
    /// the edited mapping would give. What does not pass the slot is not computed again; a copy is
    /// made only while another owner still holds the rules as they were.
    pub fn edit(&mut self, slot: &Slot, account: Option<&str>) {
        Arc::make_mut(&mut self.0).edit(slot, account);
    }

    /// Everything there is to say about the mapping (R10 to R17): errors first, then by slot.
    #[must_use]
    pub fn validate(&self) -> Vec<Finding> {
        crate::validate::validate(&self.0)
    }

    /// The errors that stand in the way of activating these rules (R16): every error of a first
    /// version, and of a later one those that `active`, with today's chart and catalogue, has not.
    #[must_use]
    pub fn added_errors(&self, active: Option<&Rules>) -> Vec<Finding> {
        crate::validate::added(&self.0, active.map(|rules| &*rules.0))
    }

    /// What the document becomes in the books (R1 to R8, R20 to R24).
    ///
    /// # Errors
    /// [`Unusable`] when a line's amount can neither be read nor computed, when a line lacks what its
    /// category needs, or when the amounts together exceed twelve digits.
    pub fn preview(&self, document: &Document) -> Result<Preview, Unusable> {
        crate::preview::preview(&self.0, document)
    }

    /// The same with its lines spelled out when they are asked for.
    ///
    /// # Errors
    /// As [`Rules::preview`].
    pub fn outline(&self, document: &Document) -> Result<Outline, Unusable> {
        crate::preview::outline(&self.0, document)
    }

    /// Walks the chain for an item (R1 to R3). Tolls take no item.
    #[must_use]
    pub fn resolve(&self, chain: Chain, item: Option<&str>) -> Resolution {
        self.0.resolve(chain, item)
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        &self.0
    }

    /// The account at which a way ended; `None` when it ended without one.
    #[must_use]
    pub fn account(&self, way: Way) -> Option<&Account> {
        self.0.account(way.account?)
    }

    /// What the mapping grid shows, category by category.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        crate::grid::sections(&self.0)
    }

    /// What the screen of defaults shows: control accounts, general defaults, deposit account.
    #[must_use]
    pub fn defaults(&self) -> Vec<DefaultRow> {
        crate::grid::defaults(&self.0)
    }
}

/// What the document becomes. For several documents compile [`Rules`] once.
///
/// # Errors
/// See [`Rules::preview`].
pub fn preview(
    document: &Document,
    mapping: &Mapping,
    chart: &Chart,
    catalog: Option<&Catalog>,
) -> Result<Preview, Unusable> {
    Rules::new(mapping, chart, catalog).preview(document)
}

/// Everything there is to say about the mapping: errors first, then by slot.
#[must_use]
pub fn validate(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> Vec<Finding> {
    Rules::new(mapping, chart, catalog).validate()
}
