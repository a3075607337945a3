//! What stretch of time an import looks at (R33).

use super::{Interval, Moment};

/// What an import asks the books for: everything recorded or changed in this stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From here, inclusive; `None` from the beginning.
    pub from: Option<Moment>,
    /// The run's own beginning; what is recorded later belongs to the next run.
    pub until: Moment,
}

/// The stretch of a run that begins at `now`. `covered` is `until` of the last run that succeeded: the
/// new window begins one full interval before it, so a payment that was recorded while that run read
/// is seen (edge case 94), and after an outage it reaches back to where the last success stopped.
#[must_use]
pub fn window(covered: Option<Moment>, interval: Interval, now: Moment) -> Window {
    // A clock that was set back must not make a hole.
    let from = covered.map(|covered| covered.min(now).before(interval));
    Window { from, until: now }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::TWELVE_HOURS;

    const HOUR: i64 = 3600;

    /// A payment is recorded while the run of 11 h 59 m reads, after its page was read.
    #[test]
    fn case_94_each_window_overlaps_the_last_by_a_full_interval() {
        let first = window(Some(Moment(0)), TWELVE_HOURS, Moment(12 * HOUR));
        let next = window(Some(first.until), TWELVE_HOURS, Moment(24 * HOUR));
        assert_eq!(next, Window { from: Some(Moment(0)), until: Moment(24 * HOUR) });
        let recorded = Moment(12 * HOUR - 60);
        assert!(next.from.is_some_and(|from| from <= recorded) && recorded < next.until);
    }

    #[test]
    fn r33_after_an_outage_the_window_reaches_back_to_the_last_success() {
        let back = window(Some(Moment(12 * HOUR)), TWELVE_HOURS, Moment(240 * HOUR));
        assert_eq!(back, Window { from: Some(Moment(0)), until: Moment(240 * HOUR) });
    }

    #[test]
    fn r33_the_first_import_reads_everything() {
        assert_eq!(window(None, TWELVE_HOURS, Moment(7)), Window { from: None, until: Moment(7) });
    }

    #[test]
    fn r33_a_clock_that_was_set_back_makes_no_hole() {
        let set_back = window(Some(Moment(48 * HOUR)), TWELVE_HOURS, Moment(24 * HOUR));
        assert_eq!(set_back.from, Some(Moment(12 * HOUR)));
    }
}
