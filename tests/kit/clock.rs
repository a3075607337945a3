//! Time that a story moves.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp};
use waypost_server::clock::Clock;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    /// A clock that stands at `time`.
    pub fn at(time: Timestamp) -> TestClock {
        TestClock(Mutex::new(time))
    }

    /// What time it is.
    pub fn now_is(&self) -> Timestamp {
        *self.0.lock().expect("the clock")
    }

    /// Moves on.
    pub fn advance(&self, by: SignedDuration) {
        *self.0.lock().expect("the clock") += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.now_is()
    }
}
