//! When a recurring run is due (R36).

use super::{Interval, Moment};

/// Whether a run is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Now. One run covers all that was missed, however many turns that were.
    Now {
        /// Whole turns that passed without a run, this one not counted.
        missed: u64,
    },
    /// At this moment.
    At(Moment),
}

/// When the next run is due, from the moment up to which the last successful run covered. Turns keep
/// to the clock of the last run and do not pile up: after nine days of outage one run is due, at once.
/// A last run in the future (a clock that was set back) makes a run due.
#[must_use]
pub fn next_due(last: Option<Moment>, interval: Interval, now: Moment) -> Due {
    let Some(last) = last.filter(|last| *last <= now) else { return Due::Now { missed: 0 } };
    let due = last.after(interval);
    if now < due {
        return Due::At(due);
    }
    let late = u64::try_from(now.seconds_since(due)).unwrap_or_default();
    let turn = u64::try_from(interval.seconds()).unwrap_or_default();
    Due::Now { missed: late.checked_div(turn).unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{FIVE_MINUTES, TWELVE_HOURS};

    const NOON: Moment = Moment(1_790_000_000);

    #[test]
    fn r36_an_export_is_due_every_five_minutes_and_not_a_second_earlier() {
        let at = |seconds| next_due(Some(NOON), FIVE_MINUTES, Moment(NOON.0 + seconds));
        assert_eq!(at(0), Due::At(Moment(NOON.0 + 300)));
        assert_eq!(at(299), Due::At(Moment(NOON.0 + 300)));
        assert_eq!(at(300), Due::Now { missed: 0 });
        assert_eq!(at(599), Due::Now { missed: 0 });
        assert_eq!(at(600), Due::Now { missed: 1 });
    }

    #[test]
    fn r36_nine_days_of_outage_are_one_run_at_once() {
        let back = Moment(NOON.0 + 9 * 24 * 3600);
        assert_eq!(next_due(Some(NOON), TWELVE_HOURS, back), Due::Now { missed: 17 });
    }

    #[test]
    fn r36_what_never_ran_and_what_ran_in_the_future_is_due() {
        assert_eq!(next_due(None, TWELVE_HOURS, NOON), Due::Now { missed: 0 });
        let future = Some(Moment(NOON.0 + 1));
        assert_eq!(next_due(future, TWELVE_HOURS, NOON), Due::Now { missed: 0 });
    }

    #[test]
    fn an_interval_of_nothing_is_always_due() {
        assert_eq!(next_due(Some(NOON), Interval::minutes(0), NOON), Due::Now { missed: 0 });
    }
}
