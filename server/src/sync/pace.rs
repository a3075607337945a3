//! Keeping a remote's allowance in advance (R46): requests are counted over a sliding window, for
//! each sign-in, before they are sent. Not a queue: who finds no room comes back when there is.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::connectors::Capabilities;

/// Requests sent lately, by allowance.
#[derive(Debug, Default)]
pub(super) struct Pace {
    sent: Mutex<HashMap<String, VecDeque<(Timestamp, usize)>>>,
}

impl Pace {
    /// Counts `weight` requests under `allowance`, or says how long until there is room.
    pub(super) fn take(
        &self,
        allowance: &str,
        weight: usize,
        limits: &Capabilities,
        now: Timestamp,
    ) -> Result<(), Duration> {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let sent = sent.entry(allowance.to_owned()).or_default();
        let since = now.saturating_sub(limits.window).unwrap_or(Timestamp::MIN);
        while sent.front().is_some_and(|(at, _)| *at <= since) {
            sent.pop_front();
        }
        let used: usize = sent.iter().map(|(_, weight)| weight).sum();
        if used + weight <= limits.requests || sent.is_empty() {
            sent.push_back((now, weight));
            return Ok(());
        }
        let oldest = sent.front().map_or(now, |(at, _)| *at);
        let wait = oldest.duration_since(since);
        Err(Duration::try_from(wait).unwrap_or(Duration::from_secs(1)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::connectors::{Ledger, business_central::BusinessCentral};

    #[test]
    fn the_window_slides() {
        let limits = Capabilities { requests: 10, ..*BusinessCentral.capabilities() };
        let pace = Pace::default();
        let start: Timestamp = "2026-09-16T08:00:00Z".parse().unwrap();
        let at = |seconds| start + SignedDuration::from_secs(seconds);
        assert_eq!(pace.take("a", 6, &limits, at(0)), Ok(()));
        assert_eq!(pace.take("a", 4, &limits, at(100)), Ok(()));
        assert_eq!(pace.take("a", 1, &limits, at(200)), Err(Duration::from_secs(100)));
        assert_eq!(pace.take("b", 1, &limits, at(200)), Ok(()), "another sign-in");
        assert_eq!(pace.take("a", 6, &limits, at(300)), Ok(()));
        assert_eq!(pace.take("a", 1, &limits, at(300)), Err(Duration::from_secs(100)));
    }
}
