//! What time it is. The only place that reads the machine's clock, so that a test can stand still,
//! jump a night or wait out a quarantine without waiting.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use waypost_core::sync::Instant;

/// Tells the time in UTC.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Waits so long by this clock.
    fn wait(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The moment that is stored as `text`, as core's decisions take it; none when it cannot be read.
pub fn moment(text: &str) -> Option<Instant> {
    let time: Timestamp = text.parse().ok()?;
    Some(Instant::from_millis(time.as_millisecond()))
}

/// The same for a time at hand.
pub fn instant(time: Timestamp) -> Instant {
    Instant::from_millis(time.as_millisecond())
}

/// A moment of core's, as it is stored. The last one there is, where it lies beyond the calendar.
pub fn instant_text(moment: Instant) -> String {
    text(Timestamp::from_millisecond(moment.millis()).unwrap_or(Timestamp::MAX))
}

/// `time` as it is stored and answered: RFC 3339 in UTC with milliseconds, always 24 characters,
/// so that text sorts as time does (`2026-09-16T08:00:00.000Z`).
pub fn text(time: Timestamp) -> String {
    format!("{time:.3}")
}
