//! The sandbox clock: real time moved by an offset, or stopped at one moment.
//!
//! Tokens, limits, default dates and `lastModifiedDateTime` read this clock and no other, so a
//! test can let an hour pass without waiting. Invariant: `now` has whole milliseconds.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Time as the sandbox sees it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    offset_ms: i64,
    stopped_at: Option<Timestamp>,
}

impl Clock {
    /// The present moment, in whole milliseconds.
    pub(crate) fn now(&self) -> Timestamp {
        let moment = self.stopped_at.unwrap_or_else(|| shifted(Timestamp::now(), self.offset_ms));
        Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
    }

    /// Moves the clock to `moment`; it goes on from there unless it is stopped.
    pub(crate) fn set(&mut self, moment: Timestamp) {
        if self.stopped_at.is_some() {
            self.stopped_at = Some(moment);
        } else {
            self.offset_ms = moment.as_millisecond() - Timestamp::now().as_millisecond();
        }
    }

    /// Moves the clock forward (or back, when negative) by whole seconds.
    pub(crate) fn advance(&mut self, seconds: i64) {
        self.set(shifted(self.now(), seconds.saturating_mul(1000)));
    }

    /// Stops the clock where it is, or lets it run again from there.
    pub(crate) fn stop(&mut self, stopped: bool) {
        let now = self.now();
        self.stopped_at = stopped.then_some(now);
        self.set(now);
    }

    /// Whether the clock stands still.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped_at.is_some()
    }
}

fn shifted(moment: Timestamp, ms: i64) -> Timestamp {
    moment.checked_add(SignedDuration::from_millis(ms)).unwrap_or(moment)
}
