//! Points in time and the distances between them, as whole seconds.
//!
//! No calendar and no time zone: days are [`crate::wire::Date`]. Invariant: arithmetic stops at the
//! ends of `i64` instead of wrapping.

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

/// A distance in time; never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval(u32);

/// How often customer payments are exported.
pub const FIVE_MINUTES: Interval = Interval::minutes(5);
/// How often payments are imported.
pub const TWELVE_HOURS: Interval = Interval::minutes(12 * 60);

impl Interval {
    /// So many minutes.
    #[must_use]
    pub const fn minutes(minutes: u32) -> Interval {
        Interval(minutes.saturating_mul(60))
    }

    /// In seconds.
    #[must_use]
    pub fn seconds(self) -> i64 {
        i64::from(self.0)
    }
}

impl Moment {
    /// The moment one interval later.
    #[must_use]
    pub fn after(self, interval: Interval) -> Moment {
        Moment(self.0.saturating_add(interval.seconds()))
    }

    /// The moment one interval earlier.
    #[must_use]
    pub fn before(self, interval: Interval) -> Moment {
        Moment(self.0.saturating_sub(interval.seconds()))
    }

    /// Seconds from an earlier moment to this one; negative when it is later.
    #[must_use]
    pub fn seconds_since(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
