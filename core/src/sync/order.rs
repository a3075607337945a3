//! What must be in the books before something else can follow it (R43).
//!
//! Not who works a lane. Invariant: a stuck thing delays only what needs it.

use super::Held;
use crate::api::State;

/// What is owed to the books, in the order in which they can take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owed {
    /// A customer or vendor.
    Party,
    /// A service item that posts to one account.
    Item,
    /// An invoice or a bill: needs its party and its items.
    Document,
    /// A payment: needs its documents.
    Payment,
}

impl Owed {
    fn noun(self) -> &'static str {
        match self {
            Owed::Party => "party",
            Owed::Item => "item",
            Owed::Document => "document",
            Owed::Payment => "payment",
        }
    }
}

/// One thing that must be in the books first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<'a> {
    /// What it is.
    pub owed: Owed,
    /// Its name or number, as people know it.
    pub name: &'a str,
    /// Where it stands.
    pub state: State,
}

/// Why something waits for `needs`; none when all of them are in the books. Of several the earliest
/// in order decides, and among equals one that a person must mend.
#[must_use]
pub fn waits_for(needs: &[Need<'_>]) -> Option<Held> {
    let missing = needs.iter().filter(|need| need.state != State::Posted);
    let first = missing.min_by_key(|need| (need.owed, !stuck(need.state)))?;
    let (noun, name) = (first.owed.noun(), first.name);
    let what_next = if stuck(first.state) {
        "and that waits for a person. Mend it there; this one then follows by itself."
    } else {
        "which is on its way. It then follows by itself."
    };
    let reason = format!("needs_{noun}");
    let message = format!("It needs the {noun} {name} in the books first, {what_next}");
    Some(Held::for_now(&reason, message).about(name))
}

/// It does not get into the books by itself.
fn stuck(state: State) -> bool {
    matches!(state, State::NeedsYou | State::Skipped)
}
