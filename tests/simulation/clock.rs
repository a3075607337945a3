//! A worker's own clock: the true time, and how far it is off.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use waypost_server::clock::Clock;

use crate::clock::TestClock;

/// A clock that may be wrong.
#[derive(Debug)]
pub(super) struct WrongClock {
    truth: Arc<TestClock>,
    off: Mutex<SignedDuration>,
}

impl WrongClock {
    /// A clock that is right for now.
    pub(super) fn of(truth: &Arc<TestClock>) -> Arc<WrongClock> {
        Arc::new(WrongClock { truth: Arc::clone(truth), off: Mutex::new(SignedDuration::ZERO) })
    }

    /// It steps: from now on it is off by so much.
    pub(super) fn step(&self, off: SignedDuration) {
        *self.off.lock().expect("the clock") = off;
    }
}

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        self.truth.now_is() + *self.off.lock().expect("the clock")
    }
}
