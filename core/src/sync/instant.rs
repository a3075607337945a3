//! A moment, as a plain value: whoever has a clock reads it and hands the moment in.
//!
//! Not a calendar (a day is [`crate::wire::Date`]) and not a clock. Lengths of time are
//! [`std::time::Duration`].

use std::time::Duration;

/// Milliseconds since 1970-01-01T00:00:00Z, the precision that moments are stored with; ordered by
/// time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The moment so many milliseconds after the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Instant {
        Instant(millis)
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The moment `wait` later; the last one there is, where that is too far.
    #[must_use]
    pub fn after(self, wait: Duration) -> Instant {
        Instant(self.0.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)))
    }
}
