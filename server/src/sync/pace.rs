//! Keeping a remote's allowance in advance (R46): requests are counted over a sliding window, and
//! those at once, for each sign-in, before they are sent. Who finds the window full comes back when
//! there is room; who finds all places taken waits for one, because a request soon ends.
//!
//! Lanes of one sign-in share its window: while one of them waits that had less than its share, the
//! others do not go beyond theirs. A refusal for too many requests says that somebody else uses the
//! allowance, too: the window is tightened to less than was sent, and given back slowly.
//!
//! Not a limit of other processes: each learns from refusals what is left for it. Invariant: never
//! more than the documented figure in a window.

mod orders;
mod window;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use waypost_core::sync::limits::{Counted, Rate};

use self::orders::Orders;
use self::window::Window;
use crate::connectors::Capabilities;

/// The windows and places of all sign-ins.
#[derive(Debug, Default)]
pub(super) struct Pace {
    allowances: Mutex<HashMap<String, Allowance>>,
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
        let is_batch = parts > 1;
        let counting = |(of, _): &&mut (Counted, Window)| *of == Counted::Requests || is_batch;
        let mut wait = self.window.room(lane, parts, now).err();
        for (_, other) in self.others.iter_mut().filter(counting) {
            // A batch is one of its kind, however many parts it has.
            wait = wait.max(other.room(lane, 1, now).err());
        }
        if let Some(wait) = wait {
            return Err(wait);
        }
        self.window.count(lane, parts, now);
        for (_, other) in self.others.iter_mut().filter(counting) {
            other.count(lane, 1, now);
        }
        Ok(())
    }
}

/// A place among the requests at once, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Pace {
    /// Counts a request of `lane` with so many `parts` under `allowance` and takes a place among those
    /// at once, or says how long until the window has room.
    pub(super) async fn take(
        &self,
        allowance: &str,
        lane: &str,
        parts: usize,
        limits: &Capabilities,
        now: Timestamp,
    ) -> Result<Place, Duration> {
        let places = self.with(allowance, limits, |allowance| {
            let room = allowance.take(lane, parts, now);
            room.map(|()| Arc::clone(&allowance.places))
        })?;
        // The semaphore is never closed; without a permit the request would only go uncounted.
        Ok(Place { _permit: places.acquire_owned().await.ok() })
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

    /// The remote refused: too many requests, from us or from others under the same sign-in.
    pub(super) fn refused(
        &self,
        allowance: &str,
        limits: &Capabilities,
        retry_after: Option<Duration>,
        now: Timestamp,
    ) {
        self.with(allowance, limits, |allowance| allowance.window.tighten(retry_after, now));
    }

    fn with<T>(
        &self,
        name: &str,
        limits: &Capabilities,
        use_it: impl FnOnce(&mut Allowance) -> T,
    ) -> T {
        let mut allowances = self.allowances.lock().unwrap_or_else(PoisonError::into_inner);
        let allowance = allowances.entry(name.to_owned()).or_insert_with(|| Allowance {
            window: Window::new(limits.requests, limits.window),
            others: limits.windows.iter().map(further).collect(),
            places: Arc::new(Semaphore::new(limits.at_once)),
        });
        use_it(allowance)
    }
}

fn further(rate: &Rate) -> (Counted, Window) {
    let length = SignedDuration::try_from(rate.window).unwrap_or(SignedDuration::ZERO);
    (rate.of, Window::new(rate.ours() as usize, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::{
        Ledger, business_central::BusinessCentral, quickbooks_online::QuickbooksOnline,
    };

    #[tokio::test]
    async fn no_more_requests_than_places_are_under_way() {
        let limits = Capabilities { at_once: 2, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let now = Timestamp::UNIX_EPOCH;
        let first = pace.take("a", "lane", 1, &limits, now).await;
        let _second = pace.take("a", "lane", 1, &limits, now).await;
        let mut third = std::pin::pin!(pace.take("a", "lane", 1, &limits, now));
        let waits = tokio::select! { biased; _ = &mut third => false, () = async {} => true };
        assert!(waits, "both places are taken");
        drop(first);
        assert!(third.await.is_ok());
    }

    #[tokio::test]
    async fn a_request_fits_into_every_window_that_counts_it() {
        let limits = QuickbooksOnline.capabilities();
        let pace = Pace::default();
        let second = |n: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(n);
        let take = async |parts, now| pace.take("a", "lane", parts, limits, now).await;
        for _ in 0..10 {
            assert!(take(1, second(0)).await.is_ok());
        }
        let wait = take(1, second(0)).await.err();
        assert_eq!(wait, Some(Duration::from_secs(1)), "ten a second");
        let mut batches = 0;
        for n in 1..59 {
            batches += usize::from(take(30, second(n)).await.is_ok());
        }
        assert_eq!(batches, 38, "a twentieth of forty batches a minute is left to others");
        assert!(take(1, second(59)).await.is_ok(), "a request that is no batch still goes");
    }

    #[tokio::test]
    async fn sign_ins_do_not_share() {
        let limits = Capabilities { requests: 1, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let take =
            async |name| pace.take(name, "lane", 1, &limits, Timestamp::UNIX_EPOCH).await.is_ok();
        assert!(take("a").await);
        assert!(!take("a").await);
        assert!(take("b").await, "another sign-in");
    }
}
