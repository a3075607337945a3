//! Keeping a remote's allowance in advance (R46): requests are counted over a sliding window, and
//! those at once, for each sign-in, before they are sent. Who finds the window full comes back when
//! there is room; who finds all places taken waits for one, because a request soon ends.
//!
//! Lanes of one sign-in share its window: while one of them waits that had less than its share, the
//! others do not go beyond theirs. A refusal for too many requests says that somebody else uses the
//! allowance, too: the window is tightened to less than was sent, and given back slowly.
//!
//! When a request arrives nobody here knows: some time between its first byte and its answer. What is left
//! of a large window for others has room for that; in one too small to leave anything of it, ten requests a
//! second, one counts until a window after its answer, or after the longest that its way takes.
//!
//! Not a limit of other processes: each learns from refusals what is left for it. Invariant: never
//! more than the documented figure arrives in a window.

mod orders;
mod window;

use std::collections::HashMap;
use std::iter;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use waypost_core::sync::limits::{Counted, Rate};

use self::orders::Orders;
use self::window::Window;
use crate::clock::Clock;
use crate::connectors::Capabilities;

/// The windows and places of all sign-ins.
#[derive(Debug, Default)]
pub(super) struct Pace {
    allowances: Mutex<HashMap<String, Arc<Mutex<Allowance>>>>,
    orders: Orders,
}

#[derive(Debug)]
struct Allowance {
    /// What is learned from refusals is learned about this one.
    window: Window,
    /// The further windows, with what each counts.
    others: Vec<(Counted, Window)>,
    places: Arc<Semaphore>,
}

impl Allowance {
    /// A request fits into every window that counts it, or goes into none.
    fn take(&mut self, lane: &str, parts: usize, now: Timestamp) -> Result<(), Duration> {
        let rooms = self.counting(parts).map(|(window, parts)| window.room(lane, parts, now).err());
        if let Some(wait) = rooms.max().flatten() {
            return Err(wait);
        }
        self.counting(parts).for_each(|(window, parts)| window.begin(lane, parts, now));
        Ok(())
    }

    /// The windows that count a request with so many parts, and how many it has for each.
    fn counting(&mut self, parts: usize) -> impl Iterator<Item = (&mut Window, usize)> {
        let counts = move |of: &Counted| *of == Counted::Requests || parts > 1;
        // A batch is one of its kind, however many parts it has.
        let others = self.others.iter_mut().filter(move |(of, _)| counts(of));
        iter::once((&mut self.window, parts)).chain(others.map(|(_, other)| (other, 1)))
    }
}

/// A request's place in the windows and among those at once, given back when it is dropped.
pub(super) struct Place {
    _entry: Entry,
    _permit: Option<OwnedSemaphorePermit>,
}

/// A request in the windows. When it is dropped the request is over, and leaves with them.
struct Entry {
    allowance: Arc<Mutex<Allowance>>,
    clock: Arc<dyn Clock>,
    lane: String,
    parts: usize,
    began: Timestamp,
}

impl Drop for Entry {
    fn drop(&mut self) {
        let now = self.clock.now();
        let mut allowance = self.allowance.lock().unwrap_or_else(PoisonError::into_inner);
        for (window, parts) in allowance.counting(self.parts) {
            window.end(&self.lane, parts, self.began, now);
        }
    }
}

impl Pace {
    /// Takes a place among those at once and counts a request of `lane` with so many `parts` under
    /// `allowance`, or says how long until the windows have room.
    pub(super) async fn take(
        &self,
        allowance: &str,
        lane: &str,
        parts: usize,
        limits: &Capabilities,
        clock: &Arc<dyn Clock>,
    ) -> Result<Place, Duration> {
        let allowance = self.of(allowance, limits);
        let guarded = || allowance.lock().unwrap_or_else(PoisonError::into_inner);
        let places = Arc::clone(&guarded().places);
        // The semaphore is never closed; without a permit the request would only go uncounted.
        let permit = places.acquire_owned().await.ok();
        let began = clock.now();
        guarded().take(lane, parts, began)?;
        let (lane, clock) = (lane.to_owned(), Arc::clone(clock));
        Ok(Place { _entry: Entry { allowance, clock, lane, parts, began }, _permit: permit })
    }

    /// How many orders go to `lane` in one request.
    pub(super) fn orders(&self, lane: &str, limits: &Capabilities) -> usize {
        self.orders.fit(lane, limits)
    }

    /// A request with so many orders took so long on `lane`.
    pub(super) fn took(
        &self,
        lane: &str,
        orders: usize,
        limits: &Capabilities,
        time: SignedDuration,
    ) {
        self.orders.learn(lane, orders, limits, time);
    }

    /// The remote refused what `began` then: too many requests, from us or from others under the same
    /// sign-in.
    pub(super) fn refused(
        &self,
        allowance: &str,
        limits: &Capabilities,
        retry_after: Option<Duration>,
        began: Timestamp,
        now: Timestamp,
    ) {
        let allowance = self.of(allowance, limits);
        let mut allowance = allowance.lock().unwrap_or_else(PoisonError::into_inner);
        allowance.window.tighten(retry_after, began, now);
    }

    /// The allowance of this name.
    fn of(&self, name: &str, limits: &Capabilities) -> Arc<Mutex<Allowance>> {
        let mut allowances = self.allowances.lock().unwrap_or_else(PoisonError::into_inner);
        let allowance = allowances.entry(name.to_owned()).or_insert_with(|| {
            Arc::new(Mutex::new(Allowance {
                window: Window::new(limits.requests, limits.window),
                others: limits.windows.iter().map(further).collect(),
                places: Arc::new(Semaphore::new(limits.at_once)),
            }))
        });
        Arc::clone(allowance)
    }
}

fn further(rate: &Rate) -> (Counted, Window) {
    let length = SignedDuration::try_from(rate.window).unwrap_or(SignedDuration::ZERO);
    let most = rate.ours();
    let new = if most == rate.most { Window::tight } else { Window::new };
    (rate.of, new(most as usize, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::{
        Ledger, business_central::BusinessCentral, quickbooks_online::QuickbooksOnline,
    };

    /// A clock that stands.
    struct At(i64);

    impl Clock for At {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH + SignedDuration::from_secs(self.0)
        }
    }

    fn at(second: i64) -> Arc<dyn Clock> {
        Arc::new(At(second))
    }

    #[tokio::test]
    async fn no_more_requests_than_places_are_under_way() {
        let limits = Capabilities { at_once: 2, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let clock = at(0);
        let first = pace.take("a", "lane", 1, &limits, &clock).await;
        let _second = pace.take("a", "lane", 1, &limits, &clock).await;
        let mut third = std::pin::pin!(pace.take("a", "lane", 1, &limits, &clock));
        let waits = tokio::select! { biased; _ = &mut third => false, () = async {} => true };
        assert!(waits, "both places are taken");
        drop(first);
        assert!(third.await.is_ok());
    }

    #[tokio::test]
    async fn a_request_fits_into_every_window_that_counts_it() {
        let limits = QuickbooksOnline.capabilities();
        let pace = Pace::default();
        let take = async |parts, second| {
            pace.take("a", "lane", parts, limits, &at(second)).await.map(drop)
        };
        for _ in 0..10 {
            assert!(take(1, 0).await.is_ok());
        }
        assert_eq!(take(1, 0).await, Err(Duration::from_secs(1)), "ten a second");
        let mut batches = 0;
        for n in 1..59 {
            batches += usize::from(take(30, n).await.is_ok());
        }
        assert_eq!(batches, 39, "a fortieth of forty batches a minute is left to others");
        assert!(take(1, 59).await.is_ok(), "a request that is no batch still goes");
    }

    #[tokio::test]
    async fn what_is_under_way_counts_until_it_has_arrived_for_certain() {
        let limits = Capabilities { at_once: 30, ..*QuickbooksOnline.capabilities() };
        let pace = Pace::default();
        let mut under_way = Vec::new();
        for _ in 0..9 {
            under_way.extend(pace.take("a", "lane", 1, &limits, &at(0)).await);
        }
        under_way.extend(pace.take("a", "lane", 1, &limits, &at(3)).await);
        let take = async |second| pace.take("a", "lane", 1, &limits, &at(second)).await.map(drop);
        assert_eq!(take(3).await, Err(Duration::from_secs(3)), "ten may still arrive");
        assert!(take(6).await.is_ok(), "their answers are late, but they have");
    }

    #[tokio::test]
    async fn sign_ins_do_not_share() {
        let limits = Capabilities { requests: 1, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let take = async |name| pace.take(name, "lane", 1, &limits, &at(0)).await.is_ok();
        assert!(take("a").await);
        assert!(!take("a").await);
        assert!(take("b").await, "another sign-in");
    }
}
