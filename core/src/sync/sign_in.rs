//! When a sign-in to the books ends: whether it is renewed though nothing needs it, and whether a person is
//! told.
//!
//! Not how it is renewed. Invariant: one that renewing prolongs is renewed long before anybody is told, so
//! that a warning is about what only a person can do.

use std::time::Duration;

use super::Instant;
use crate::api::ConnectionWarning;
use crate::names;
use crate::wire::System;

/// Names the warning, and its page under `docs/errors`.
pub const SIGN_IN_ENDS: &str = "sign_in_ends";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Renewed when it ends within so long, or when it is so old and nobody said when it ends.
const RENEWED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Told when it ends within so long.
const TOLD: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Whether a sign-in that was last renewed at `renewed` is to be renewed at `now`: once a day at most, since
/// some end on a day that renewing does not move.
#[must_use]
pub fn is_to_be_renewed(renewed: Instant, ends: Option<Instant>, now: Instant) -> bool {
    let near = match ends {
        Some(ends) => ends <= now.after(RENEWED),
        None => renewed.after(RENEWED) <= now,
    };
    near && renewed.after(DAY) <= now
}

/// What a person is told of a sign-in to `system` that ends at `ends`, which `at` writes out; nothing while
/// there is time.
#[must_use]
pub fn warning(
    system: System,
    (ends, at): (Instant, &str),
    now: Instant,
) -> Option<ConnectionWarning> {
    (ends <= now.after(TOLD)).then(|| {
        let verb = if ends <= now { "ended" } else { "ends" };
        let day = at.get(..10).unwrap_or(at);
        let books = names::system(system);
        ConnectionWarning {
            code: SIGN_IN_ENDS.to_owned(),
            message: format!(
                "The sign-in to {books} {verb} on {day}, and nothing is sent or read after that. Sign \
                 in again: the mapping stays, and what waits goes on by itself."
            ),
            at: at.to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENDS: &str = "2027-01-10T08:00:00.000Z";

    fn day(number: i64) -> Instant {
        Instant::from_millis(number * 24 * 60 * 60 * 1000)
    }

    #[test]
    fn a_sign_in_is_renewed_within_thirty_days_of_its_end_and_once_a_day() {
        for (renewed, ends, now, expect) in [
            (0, Some(101), 70, false),
            (0, Some(101), 71, true),
            (0, Some(101), 102, true),
            (71, Some(101), 71, false),
            (71, Some(101), 72, true),
            (0, None, 29, false),
            (0, None, 30, true),
        ] {
            let ends = ends.map(day);
            let due = is_to_be_renewed(day(renewed), ends, day(now));
            assert_eq!(due, expect, "renewed on {renewed}, now {now}");
        }
    }

    #[test]
    fn a_sign_in_is_not_renewed_again_on_the_same_day() {
        let renewed = day(71);
        let due = |hours: u64| {
            let now = renewed.after(Duration::from_secs(hours * 60 * 60));
            is_to_be_renewed(renewed, Some(day(101)), now)
        };
        assert_eq!([due(23), due(24)], [false, true]);
    }

    #[test]
    fn a_person_is_told_fourteen_days_before_and_told_otherwise_afterwards() {
        let told = |now| warning(System::QuickbooksOnline, (day(101), ENDS), day(now));
        assert_eq!(told(86), None);
        let before = told(87).expect("a warning");
        assert_eq!((before.code.as_str(), before.at.as_str()), ("sign_in_ends", ENDS));
        assert!(before.message.contains("QuickBooks Online ends on 2027-01-10,"), "{before:?}");
        let after = told(101).expect("a warning");
        assert!(after.message.contains("ended on 2027-01-10,"), "{after:?}");
    }
}
