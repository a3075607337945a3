//! What time it is. The only place that reads the machine's clock, so that a test can stand still,
//! jump a night or wait out a quarantine without waiting.

use jiff::Timestamp;

/// Tells the time in UTC.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// `time` as it is stored and answered: RFC 3339 in UTC with milliseconds, always 24 characters,
/// so that text sorts as time does (`2026-09-16T08:00:00.000Z`).
pub fn text(time: Timestamp) -> String {
    format!("{time:.3}")
}
