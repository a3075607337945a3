//! How many orders share a request: as many as the remote gets done in a time that leaves room below
//! the limit of a request. Measured on each lane, because one company's books are slower than another's.
//!
//! Invariant: never more than the system's own figure, and never none.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::SignedDuration;

use crate::connectors::Capabilities;

/// What a request with several orders should take at most: a third of what it may take.
const AIM_MS: i128 = 10_000;
/// Where a lane begins.
const FIRST: usize = 5;

/// What was learned, by lane.
#[derive(Debug, Default)]
pub(super) struct Orders(Mutex<HashMap<String, usize>>);

impl Orders {
    pub(super) fn fit(&self, lane: &str, limits: &Capabilities) -> usize {
        let learned = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(lane).copied();
        learned.unwrap_or(FIRST).clamp(1, limits.orders.max(1))
    }

    /// A request with `orders` took `time`; one without an answer took all the time it had. One that
    /// had fewer than fit says something only where it was slow.
    pub(super) fn learn(
        &self,
        lane: &str,
        orders: usize,
        limits: &Capabilities,
        time: SignedDuration,
    ) {
        let taken_ms = time.as_millis();
        if orders < self.fit(lane, limits) && taken_ms <= AIM_MS {
            return;
        }
        let each_ms = (taken_ms / orders.max(1) as i128).max(1);
        let fit = usize::try_from(AIM_MS / each_ms).unwrap_or(usize::MAX).max(1);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(lane.to_owned(), fit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::{Ledger, business_central::BusinessCentral};

    #[test]
    fn slow_books_get_few_orders_at_once_and_fast_ones_as_many_as_they_take() {
        let limits = BusinessCentral.capabilities();
        let orders = Orders::default();
        let learn = |many, seconds| {
            orders.learn("lane", many, limits, SignedDuration::from_secs(seconds));
            orders.fit("lane", limits)
        };
        assert_eq!(orders.fit("lane", limits), FIRST);
        assert_eq!(learn(5, 1), limits.orders);
        assert_eq!(learn(20, 30), 6);
        assert_eq!(learn(1, 3), 6, "one alone that is not slow says nothing");
        assert_eq!(learn(1, 30), 1, "none is too few");
        assert_eq!(orders.fit("other", limits), FIRST);
    }
}
