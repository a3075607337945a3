//! The walk along a chain to one account (R1, R2), in numbers.
//!
//! Not about amounts: a line of 0.00 walks like any other. Not the steps as people read them: those
//! are a [`super::Resolution`]'s.

use super::accounts::Rank;
use crate::wire::{Level, Outcome};

/// What a walk meets in one slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing; it passes.
    #[default]
    Unset,
    /// An account that may stand there; the walk ends. Quiet when there is nothing to say about it,
    /// whatever the document.
    Takes { account: Rank, quiet: bool },
    /// An account that may not stand there; the walk ends without one (R2).
    Refuses,
    /// A general default of a transaction type that is not selected; it passes (R1).
    Sleeps,
}

/// Where a walk ended, and what it met on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    pub(crate) account: Option<Rank>,
    level: Level,
    outcomes: [Outcome; 3],
    quiet: bool,
}

impl Way {
    /// The way of a line that no chain takes.
    pub(crate) const NOWHERE: Way =
        Way { account: None, level: Level::Unresolved, outcomes: [Outcome::Unset; 3], quiet: true };

    /// Which slot chose the account.
    #[must_use]
    pub fn level(self) -> Level {
        self.level
    }

    /// What happened at the item's slot, the category's default and the general default. A chain
    /// without an item's slot begins with `unset`.
    #[must_use]
    pub fn outcomes(self) -> [Outcome; 3] {
        self.outcomes
    }

    /// Whether the walk stopped at a slot, with an account or without.
    pub(crate) fn stopped(self) -> bool {
        self.outcomes.iter().any(|outcome| ends(*outcome))
    }

    /// Whether nothing can be said about the slot that it stopped at.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }
}

/// Whether a walk ends with this outcome.
pub(super) fn ends(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Hit | Outcome::Rejected)
}

const LEVELS: [Level; 3] = [Level::Specific, Level::CategoryDefault, Level::GeneralDefault];

/// Walks from the item's slot over the category's default to the general default.
pub(super) fn walk(chain: [Held; 3]) -> Way {
    let mut way = Way::NOWHERE;
    let mut ended = false;
    for ((held, outcome), level) in chain.into_iter().zip(&mut way.outcomes).zip(LEVELS) {
        *outcome = match held {
            _ if ended => Outcome::NotReached,
            Held::Unset => Outcome::Unset,
            Held::Sleeps => Outcome::Inactive,
            Held::Refuses => {
                way.quiet = false;
                Outcome::Rejected
            }
            Held::Takes { account, quiet } => {
                (way.account, way.level, way.quiet) = (Some(account), level, quiet);
                Outcome::Hit
            }
        };
        ended |= ends(*outcome);
    }
    way
}
