//! What becomes of a document whose date lies where the books take no entries (R26, edge case 76).
//!
//! Not the reading of the books' dates. Invariant: a date is changed only by the setting that says
//! so, only to the first open day, and the original date stays in the memo.

use super::Held;
use crate::wire::{ClosedPeriods, Date};

/// The days on which the books take entries, both ends included; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenDays {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub until: Option<Date>,
}

/// The date that a document is posted with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dated {
    /// Its own.
    AsItIs,
    /// The first open day after it.
    Moved {
        /// That day.
        to: Date,
        /// Says the original date; stands in the document's memo.
        memo: String,
    },
    /// None: it waits.
    Held(Held),
}

impl OpenDays {
    /// The first open day that is not before `day`; none when the books are closed from then on.
    #[must_use]
    pub fn first_from(&self, day: Date) -> Option<Date> {
        let first = self.from.map_or(day, |from| from.max(day));
        self.until.is_none_or(|until| first <= until).then_some(first)
    }

    /// The closed days, in words that fit after "The books".
    fn words(&self) -> String {
        match (self.from, self.until) {
            (Some(from), Some(until)) => format!("take entries from {from} to {until} only"),
            (Some(from), None) => format!("are closed before {from}"),
            (None, Some(until)) => format!("take entries up to {until} only"),
            (None, None) => "are open".to_owned(),
        }
    }
}

/// Dates document `number` of `date` for books that are open on `open`.
#[must_use]
pub fn date(number: &str, date: Date, open: &OpenDays, policy: ClosedPeriods) -> Dated {
    let first = open.first_from(date);
    if first == Some(date) {
        return Dated::AsItIs;
    }
    match (policy, first) {
        (ClosedPeriods::NextOpenDay, Some(to)) => Dated::Moved {
            to,
            memo: format!("Dated {date}; posted on {to}, the first open day of the books."),
        },
        _ => Dated::Held(Held::config(
            "closed_period",
            format!(
                "{number} is dated {date}, and the books {}. Open the period there, or change the \
                 date at the source; then choose Retry.",
                open.words()
            ),
        )),
    }
}
