//! Time for a measurement: it stands still while anybody works, and jumps to the next moment that
//! somebody waits for when nobody does. So what is measured is waiting for the remote and for its
//! limits, never this machine.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;
use waypost_server::clock::Clock;

use crate::clock::TestClock;

/// How often everybody is asked again before nobody works.
const LOOKS: u32 = 30;

/// A clock with those who wait for it.
#[derive(Debug)]
pub struct Hours {
    truth: Arc<TestClock>,
    waiting: Mutex<Waiting>,
}

#[derive(Debug, Default)]
struct Waiting {
    by_moment: BTreeMap<(Timestamp, u64), oneshot::Sender<()>>,
    ever: u64,
}

impl Hours {
    /// The hours of a clock, which from now on moves for those who wait alone.
    pub fn of(truth: Arc<TestClock>) -> Arc<Hours> {
        Arc::new(Hours { truth, waiting: Mutex::default() })
    }

    /// Waits so long.
    pub async fn pass(&self, time: Duration) {
        let (over, is_over) = oneshot::channel();
        {
            let moment = self.now() + SignedDuration::try_from(time).expect("a time");
            let mut waiting = self.waiting.lock().expect("the list");
            waiting.ever += 1;
            let key = (moment, waiting.ever);
            waiting.by_moment.insert(key, over);
        }
        is_over.await.expect("somebody moves the clock");
    }

    /// Does `work`, and moves the clock whenever `at_rest` says that nobody is busy.
    pub async fn spend<T>(&self, at_rest: impl Fn() -> bool, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let mut quiet = (0, 0);
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = tokio::task::yield_now() => {}
            }
            let ever = self.waiting.lock().expect("the list").ever;
            quiet = if at_rest() && quiet.1 == ever { (quiet.0 + 1, ever) } else { (0, ever) };
            if quiet.0 > LOOKS {
                self.jump();
                quiet.0 = 0;
            }
        }
    }

    /// Goes to the next moment that somebody waits for.
    fn jump(&self) {
        let next = self.waiting.lock().expect("the list").by_moment.pop_first();
        if let Some(((moment, _), over)) = next {
            self.truth.advance(moment.duration_since(self.now()));
            // Who gave up waiting hears nothing.
            let _gone = over.send(()).is_err();
        }
    }
}

impl Clock for Hours {
    fn now(&self) -> Timestamp {
        self.truth.now_is()
    }

    fn wait(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(self.pass(time))
    }
}
