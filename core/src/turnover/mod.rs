//! Turnover: what the documents of late carry slot by slot, and what an edit of the mapping takes
//! elsewhere.
//!
//! Where [`crate::diff`] looks at every document for every question, this adds them up once, for a
//! line's way depends on its chain and item alone (R1). Invariant: what moves is what the diff of the
//! same documents says.

mod gather;
mod moves;

pub use gather::Gathering;
pub use moves::moves;

use crate::order;
use crate::slot::{Place, Slot};
use crate::wire::{Amount, Carried, Turnover};

impl Turnover {
    /// Whether it has more than one currency.
    #[must_use]
    pub fn mixed(&self) -> bool {
        self.carried.windows(2).any(|pair| pair[0].currency != pair[1].currency)
    }

    /// What lines of this slot come to, by currency, sent or waiting; for a category's default all
    /// lines of its column. A sum of more than twelve digits is left out.
    #[must_use]
    pub fn of(&self, slot: &Slot) -> Vec<(String, Amount)> {
        let chain = crate::resolve::Chain::ALL.into_iter().find(|chain| chain.has(slot));
        let whole = slot.place() == Some(&Place::Default);
        let asked = |one: &&Carried| {
            one.slot == *slot || whole && chain.is_some_and(|chain| chain.has(&one.slot))
        };
        let mut found: Vec<&Carried> = self.carried.iter().filter(asked).collect();
        order::sort(&mut found, |one, other| one.currency.cmp(&other.currency));
        let by_currency = found.chunk_by(|one, other| one.currency == other.currency);
        by_currency
            .filter_map(|all| {
                let volumes = all.iter().flat_map(|one| [&one.waiting, &one.sent]);
                let cents = volumes.map(|volume| i128::from(volume.amount.cents())).sum();
                Some((all.first()?.currency.clone(), Amount::from_wide_cents(cents)?))
            })
            .collect()
    }
}
