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

    /// A request with `orders` took `time`; one without an answer took all the time it had.
    pub(super) fn learn(&self, lane: &str, orders: usize, time: SignedDuration) {
        let each_ms = (time.as_millis() / orders.max(1) as i128).max(1);
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
        assert_eq!(orders.fit("lane", limits), FIRST);
        orders.learn("lane", 5, SignedDuration::from_secs(1));
        assert_eq!(orders.fit("lane", limits), limits.orders);
        orders.learn("lane", 20, SignedDuration::from_secs(30));
        assert_eq!(orders.fit("lane", limits), 6);
        orders.learn("lane", 1, SignedDuration::from_secs(30));
        assert_eq!(orders.fit("lane", limits), 1, "none is too few");
        assert_eq!(orders.fit("other", limits), FIRST);
    }
}
