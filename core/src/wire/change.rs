//! What became of an account since the chart was last read, and what that touches (R15).
//!
//! Computed, never edited. A mapping holds ids, so an account that is renumbered or renamed keeps its
//! slots; it is told of and needs nothing.

use super::names::names;
use super::object::answer;
use super::{Candidate, Finding, Severity};
use crate::slot::Slot;

names! {
    /// What changed about an account.
    "a change of an account" enum Change {
        /// The chart no longer has it.
        Deleted = "deleted",
        /// The chart has it again.
        Restored = "restored",
        /// Blocked.
        Blocked = "blocked",
        /// No longer blocked.
        Unblocked = "unblocked",
        /// A heading or a total now.
        PostingLost = "posting_lost",
        /// No longer a heading or a total.
        PostingGained = "posting_gained",
        /// No longer allowed on lines (Business Central).
        DirectPostingLost = "direct_posting_lost",
        /// Allowed on lines now (Business Central).
        DirectPostingGained = "direct_posting_gained",
        /// Another class; `from` and `to` are classes.
        Retyped = "retyped",
        /// No longer marked as clearing.
        ClearingLost = "clearing_lost",
        /// Marked as clearing now.
        ClearingGained = "clearing_gained",
        /// Bound to another currency, or to none; `from` and `to` are currencies.
        Currency = "currency",
        /// Another number; `from` and `to` are numbers.
        Renumbered = "renumbered",
        /// Another name; `from` and `to` are names.
        Renamed = "renamed",
    }
}

answer! {
    /// An account that the mapping uses and that changed.
    struct AccountChange {
        /// The account's id.
        pub account: String,
        /// What changed about it, in the order of [`Change`].
        pub changes: Vec<Changed>,
        /// Every slot that holds it, in the order of slots.
        pub slots: Vec<TouchedSlot>,
        /// Ids of the documents that post to it, or would, in the order given.
        pub documents: Vec<String>,
        /// Those of them that could be posted before and cannot now.
        pub newly_blocked: Vec<String>,
        /// Those of them that could not be posted before and can now.
        pub newly_postable: Vec<String>,
        /// Accounts that could stand in its place in every slot where it may no longer stand, the best first:
        /// at most three, none while it may stand everywhere. Offered, never applied.
        pub replacements: Vec<Candidate>,
        /// All of it in words, with the next step.
        pub message: String,
    }
}

answer! {
    /// One change.
    struct Changed {
        /// What changed.
        pub change: Change,
        /// What was, where the change has a value.
        pub from: Option<String> = None,
        /// What is.
        pub to: Option<String> = None,
    }
}

answer! {
    /// A slot that holds the account.
    struct TouchedSlot {
        /// The slot.
        pub slot: Slot,
        /// What is found about it now and was not before.
        pub findings: Vec<Finding>,
    }
}

impl TouchedSlot {
    /// Whether the change is why the account may no longer stand here.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}
