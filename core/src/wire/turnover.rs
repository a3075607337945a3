//! What documents of late carry, by the slot that their lines ask first.
//!
//! Computed, never edited. Invariant: no mapping and no chart stands in it, so it is added up once
//! and every edit of a mapping is asked of it; sums never mix currencies.

use super::Amount;
use super::object::answer;
use crate::slot::Slot;

answer! {
    /// What the documents of one subsidiary carry.
    #[derive(Default)]
    struct Turnover {
        /// The first day that counts, `YYYY-MM-DD`; older documents count only while they wait.
        pub since: String,
        /// How many documents were added up.
        pub documents: u64,
        /// False where documents were left out: there are too many, or what a line comes to cannot be
        /// worked out any more.
        pub whole: bool,
        /// In the order of slots, then of currencies.
        pub carried: Vec<Carried>,
    }
}

answer! {
    /// What one slot carries in one currency.
    struct Carried {
        /// An item's slot, the slot of tolls, or the receivable or payable account.
        pub slot: Slot,
        /// The documents' currency.
        pub currency: String,
        /// Of documents that are not sent yet: a mapping decides about them when they are.
        pub waiting: Volume,
        /// Of documents that were sent: no mapping changes them any more (R44).
        pub sent: Volume,
    }
}

answer! {
    /// How much.
    #[derive(Copy, Default)]
    struct Volume {
        /// How many lines; none for a receivable or payable account.
        pub lines: u64,
        /// How many documents.
        pub documents: u64,
        /// The lines' amounts, or the documents' totals, with their signs.
        pub amount: Amount,
    }
}

/// What an edit of the mapping takes from one account to another, at one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The slot whose lines go elsewhere. The edit may stand at a default below it.
    pub slot: Slot,
    /// The account before; none when they had none.
    pub from: Option<String>,
    /// The account after; none when they have none.
    pub to: Option<String>,
    /// The documents' currency.
    pub currency: String,
    /// What goes elsewhere.
    pub waiting: Volume,
    /// What of the same kind was sent and stays where it is (R44).
    pub sent: Volume,
}
