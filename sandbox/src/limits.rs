//! Request limits of one user: so many in a sliding window, so many at once, so many waiting.
//!
//! Which figures apply is the accounting system's business; this file only counts. The window is
//! measured by the sandbox clock, so a test empties it by moving the clock. Part of every window
//! may be taken by applications that the test does not play.

use std::{
    collections::{HashMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How much one user may ask for.
#[derive(Debug, Clone, Copy)]
pub struct LimitFigures {
    /// Requests in one sliding window.
    pub requests: usize,
    /// Length of the window in seconds.
    pub window_seconds: i64,
    /// Requests worked on at the same time.
    pub at_once: usize,
    /// Requests that may wait for their turn.
    pub queued: usize,
}

/// A refused request: what was counted and what is allowed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OverLimit {
    pub(crate) actual: usize,
    pub(crate) maximum: usize,
}

/// A place among the running requests; given back when dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    _permit: OwnedSemaphorePermit,
}

/// The counters of all users.
#[derive(Debug)]
pub(crate) struct Limits {
    figures: LimitFigures,
    /// Requests of every window that other applications take.
    taken: AtomicUsize,
    users: Mutex<HashMap<String, User>>,
}

#[derive(Debug)]
struct User {
    /// When, and as how many, each request of the window was counted.
    recent: VecDeque<(i64, usize)>,
    used: usize,
    turns: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

enum Admission {
    Now(OwnedSemaphorePermit),
    Wait { turns: Arc<Semaphore>, place: OwnedSemaphorePermit },
}

impl Limits {
    pub(crate) fn new(figures: LimitFigures) -> Self {
        Self { figures, taken: AtomicUsize::new(0), users: Mutex::default() }
    }

    /// Another application takes so many of a hundred requests of every window from now on.
    pub(crate) fn take(&self, percent: usize) {
        self.taken.store(self.figures.requests * percent / 100, Ordering::Relaxed);
    }

    /// Counts a request of `user` at `now` as `weight` and waits for its turn.
    ///
    /// # Errors
    /// [`OverLimit`] when the window or the queue is full; the request is then not counted.
    pub(crate) async fn enter(
        &self,
        user: &str,
        weight: usize,
        now: Timestamp,
    ) -> Result<Turn, OverLimit> {
        match self.count(user, weight, now.as_millisecond())? {
            Admission::Now(permit) => Ok(Turn { _permit: permit }),
            Admission::Wait { turns, place } => {
                let turn = turns.acquire_owned().await;
                drop(place);
                turn.map(|permit| Turn { _permit: permit })
                    .map_err(|_closed| OverLimit { actual: 0, maximum: 0 })
            }
        }
    }

    fn count(&self, user: &str, weight: usize, now_ms: i64) -> Result<Admission, OverLimit> {
        let figures = self.figures;
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        let user = users.entry(user.to_owned()).or_insert_with(|| User::new(figures));
        let oldest_ms = now_ms - figures.window_seconds * 1000;
        while let Some((_, gone)) = user.recent.pop_front_if(|(at, _)| *at <= oldest_ms) {
            user.used -= gone;
        }
        let maximum = figures.requests - self.taken.load(Ordering::Relaxed);
        if user.used + weight > maximum {
            return Err(OverLimit { actual: user.used + weight, maximum });
        }
        let admission = match Arc::clone(&user.turns).try_acquire_owned() {
            Ok(permit) => Admission::Now(permit),
            Err(_busy) => {
                let maximum = figures.at_once + figures.queued;
                let place = Arc::clone(&user.queue)
                    .try_acquire_owned()
                    .map_err(|_full| OverLimit { actual: maximum + 1, maximum })?;
                Admission::Wait { turns: Arc::clone(&user.turns), place }
            }
        };
        user.recent.push_back((now_ms, weight));
        user.used += weight;
        Ok(admission)
    }

    /// Forgets every count and every other application.
    pub(crate) fn clear(&self) {
        self.take(0);
        self.users.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl User {
    fn new(figures: LimitFigures) -> Self {
        Self {
            recent: VecDeque::new(),
            used: 0,
            turns: Arc::new(Semaphore::new(figures.at_once)),
            queue: Arc::new(Semaphore::new(figures.queued)),
        }
    }
}
