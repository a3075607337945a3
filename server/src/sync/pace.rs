//! Keeping a remote's allowance in advance (R46): requests are counted over a sliding window, and
//! those at once, for each sign-in, before they are sent. Who finds the window full comes back when
//! there is room; who finds all places taken waits for one, because a request soon ends.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::connectors::Capabilities;

/// Requests sent lately, by allowance.
#[derive(Debug, Default)]
pub(super) struct Pace {
    allowances: Mutex<HashMap<String, Allowance>>,
}

#[derive(Debug)]
struct Allowance {
    sent: VecDeque<(Timestamp, usize)>,
    places: Arc<Semaphore>,
}

/// A place among the requests at once, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    _permit: Option<OwnedSemaphorePermit>,
}

impl Pace {
    /// Counts `weight` requests under `allowance` and takes a place among those at once, or says
    /// how long until the window has room.
    pub(super) async fn take(
        &self,
        allowance: &str,
        weight: usize,
        limits: &Capabilities,
        now: Timestamp,
    ) -> Result<Place, Duration> {
        let places = self.count(allowance, weight, limits, now)?;
        // The semaphore is never closed; without a permit the request would only go uncounted.
        Ok(Place { _permit: places.acquire_owned().await.ok() })
    }

    fn count(
        &self,
        name: &str,
        weight: usize,
        limits: &Capabilities,
        now: Timestamp,
    ) -> Result<Arc<Semaphore>, Duration> {
        let mut allowances = self.allowances.lock().unwrap_or_else(PoisonError::into_inner);
        let allowance = allowances.entry(name.to_owned()).or_insert_with(|| Allowance {
            sent: VecDeque::new(),
            places: Arc::new(Semaphore::new(limits.at_once)),
        });
        let since = now.saturating_sub(limits.window).unwrap_or(Timestamp::MIN);
        while allowance.sent.front().is_some_and(|(at, _)| *at <= since) {
            allowance.sent.pop_front();
        }
        let used: usize = allowance.sent.iter().map(|(_, weight)| weight).sum();
        if used + weight <= limits.requests || allowance.sent.is_empty() {
            allowance.sent.push_back((now, weight));
            return Ok(Arc::clone(&allowance.places));
        }
        let oldest = allowance.sent.front().map_or(now, |(at, _)| *at);
        let wait = oldest.duration_since(since);
        Err(Duration::try_from(wait).unwrap_or(Duration::from_secs(1)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::connectors::{Ledger, business_central::BusinessCentral};

    #[tokio::test]
    async fn the_window_slides() {
        let limits = Capabilities { requests: 10, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let start: Timestamp = "2026-09-16T08:00:00Z".parse().unwrap();
        let take = async |name: &str, weight, seconds| {
            let now = start + SignedDuration::from_secs(seconds);
            pace.take(name, weight, &limits, now).await.map(|_| ()).map_err(|wait| wait.as_secs())
        };
        assert_eq!(take("a", 6, 0).await, Ok(()));
        assert_eq!(take("a", 4, 100).await, Ok(()));
        assert_eq!(take("a", 1, 200).await, Err(100));
        assert_eq!(take("b", 1, 200).await, Ok(()), "another sign-in");
        assert_eq!(take("a", 6, 300).await, Ok(()));
        assert_eq!(take("a", 1, 300).await, Err(100));
    }

    #[tokio::test]
    async fn no_more_requests_than_places_are_under_way() {
        let limits = Capabilities { at_once: 2, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let now = Timestamp::UNIX_EPOCH;
        let first = pace.take("a", 1, &limits, now).await;
        let _second = pace.take("a", 1, &limits, now).await;
        let mut third = std::pin::pin!(pace.take("a", 1, &limits, now));
        let waits = tokio::select! { biased; _ = &mut third => false, () = async {} => true };
        assert!(waits, "both places are taken");
        drop(first);
        assert!(third.await.is_ok());
    }
}
