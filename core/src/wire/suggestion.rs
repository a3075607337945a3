//! Accounts that could stand in slots that hold none, or one that may no longer stand there: offered with
//! their evidence, never applied.
//!
//! Invariant: every account offered may stand in its slot (R12, R13); where it may with a warning,
//! the warning is part of the evidence.

use super::names::names;
use super::object::answer;
use crate::slot::Slot;
use serde::{Deserialize, Serialize};

names! {
    /// What speaks for an account, or against it.
    "a kind of evidence" enum EvidenceKind {
        /// Its name has the words that are looked for.
        Name = "name",
        /// Its name says the same in other words of the trade.
        Synonym = "synonym",
        /// Its name has nearly the same letters.
        Spelling = "spelling",
        /// Its class is what the slot needs.
        Class = "class",
        /// No other account of the chart may stand there.
        Only = "only",
        /// The lines go there without an account of their own, which they had until now.
        Inherited = "inherited",
        /// Its number stands near accounts that the same column uses.
        Number = "number",
        /// It may stand there, and is rarely meant.
        Warning = "warning",
    }
}

/// A slot that holds no account, and what could stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// The slot.
    pub slot: Slot,
    /// What people call it.
    pub name: String,
    /// The account that its lines get as it is; null where they have none.
    pub inherited: Option<String>,
    /// At most three accounts, the best first; none where nothing speaks for any.
    pub accounts: Vec<Candidate>,
}

answer! {
    /// An account that could stand there.
    struct Candidate {
        /// The account's id.
        pub account: String,
        /// How much speaks for it, 0 to 100.
        pub score: u8,
        /// Why, the strongest first.
        pub evidence: Vec<Evidence>,
    }
}

answer! {
    /// One reason.
    struct Evidence {
        /// What kind of reason.
        pub kind: EvidenceKind,
        /// The reason in words.
        pub message: String,
    }
}
