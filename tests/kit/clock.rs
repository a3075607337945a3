//! Time that a story moves, for the server and for its books at once.

use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Mutex;
use std::time::Duration;

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

/// The books of a story read its clock, and a reply that comes late moves it.
impl waypost_sandbox::Time for TestClock {
    fn now(&self) -> Timestamp {
        self.now_is()
    }

    fn pass(&self, ms: u64) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(SignedDuration::from_millis(ms.cast_signed()));
        Box::pin(ready(()))
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.now_is()
    }

    /// Whoever waits by a story's clock moves it.
    fn wait(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.advance(SignedDuration::try_from(time).expect("a time"));
        Box::pin(ready(()))
    }
}
