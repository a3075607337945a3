//! The sandbox clock: the machine's time or a test's own, moved by an offset, or stopped at one
//! moment.
//!
//! Tokens, limits, default dates and `lastModifiedDateTime` read this clock and no other, so a
//! test can let an hour pass without waiting. Invariant: `now` has whole milliseconds.

use std::{fmt::Debug, future::Future, pin::Pin, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where the sandbox's time comes from. A test that shares its own with the program under test lets
/// twelve hours pass for both at once.
pub trait Time: Debug + Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Lets `ms` milliseconds pass.
    fn pass(&self, ms: u64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// The machine's time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MachineTime;

impl Time for MachineTime {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn pass(&self, ms: u64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(Duration::from_millis(ms)))
    }
}

/// Time as the sandbox sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    offset_ms: i64,
    stopped_at: Option<Timestamp>,
    #[serde(skip, default = "machine")]
    time: Arc<dyn Time>,
}

/// What a stored clock goes on with, until it is told otherwise.
fn machine() -> Arc<dyn Time> {
    Arc::new(MachineTime)
}

impl Clock {
    /// A clock that shows `time`.
    pub(crate) fn of(time: &Arc<dyn Time>) -> Self {
        Self { offset_ms: 0, stopped_at: None, time: Arc::clone(time) }
    }

    /// The same clock, driven by `time` from now on.
    pub(crate) fn driven_by(&mut self, time: &Arc<dyn Time>) {
        self.time = Arc::clone(time);
    }

    /// The present moment, in whole milliseconds.
    pub(crate) fn now(&self) -> Timestamp {
        let moment = self.stopped_at.unwrap_or_else(|| shifted(self.time.now(), self.offset_ms));
        Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
    }

    /// Moves the clock to `moment`; it goes on from there unless it is stopped.
    pub(crate) fn set(&mut self, moment: Timestamp) {
        if self.stopped_at.is_some() {
            self.stopped_at = Some(moment);
        } else {
            self.offset_ms = moment.as_millisecond() - self.time.now().as_millisecond();
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
