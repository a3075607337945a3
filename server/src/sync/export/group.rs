//! Documents that share a request: how many, which of them go together, and that what became of each
//! is stored before one that stops the lane does.

use std::collections::VecDeque;

use futures_util::future::join_all;

use super::round::Round;
use crate::sync::halt::Halt;

/// The first of `queue` and those that are like it, no more than `most`. The others keep their order.
pub(super) fn alike<T>(
    queue: &mut VecDeque<T>,
    most: usize,
    are_alike: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let mut group: Vec<T> = queue.pop_front().into_iter().collect();
    let mut at = 0;
    while group.len() < most && at < queue.len() {
        if are_alike(&queue[at], &group[0]) {
            group.extend(queue.remove(at));
        } else {
            at += 1;
        }
    }
    group
}

/// All of them, or why there are not: that the lane is closed only where nothing worse happened.
pub(super) fn all<T>(outcomes: Vec<Result<T, Halt>>) -> Result<Vec<T>, Halt> {
    let mut closed = None;
    let mut all = Vec::with_capacity(outcomes.len());
    for outcome in outcomes {
        match outcome {
            Ok(one) => all.push(one),
            Err(Halt::LaneClosed) => closed = Some(Halt::LaneClosed),
            Err(halt) => return Err(halt),
        }
    }
    closed.map_or(Ok(all), Err)
}

impl Round<'_> {
    /// How many documents take a step of their way in one request.
    pub(super) fn orders(&self) -> usize {
        if self.lane.inner.together { self.remote.orders() } else { 1 }
    }

    /// How many documents are made in one request: the same, but for a system that recognises a request
    /// sent again. What was sent in one is sent again in one.
    pub(super) fn made_at_once(&self) -> usize {
        let limits = self.remote.ledger.capabilities();
        if limits.made_together { limits.orders } else { self.orders() }
    }

    /// Stores what became of each. A closed lane is heard of when all are stored; whoever has to stop
    /// at once stops there.
    pub(super) async fn each<T, F>(&self, outcomes: Vec<F>) -> Result<Vec<T>, Halt>
    where
        F: Future<Output = Result<T, Halt>>,
    {
        if self.lane.inner.together {
            return all(join_all(outcomes).await);
        }
        let mut stored = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            stored.push(outcome.await);
            if matches!(stored.last(), Some(Err(halt)) if !matches!(halt, Halt::LaneClosed)) {
                break;
            }
        }
        all(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_lane_hides_nothing_that_is_worse() {
        assert!(matches!(all(vec![Ok(1), Ok(2)]), Ok(both) if both == [1, 2]));
        let closed = || Err::<u32, Halt>(Halt::LaneClosed);
        assert!(matches!(all(vec![closed(), Ok(2)]), Err(Halt::LaneClosed)));
        assert!(matches!(all(vec![closed(), Err(Halt::Stopped)]), Err(Halt::Stopped)));
    }

    #[test]
    fn those_that_are_like_the_first_go_with_it_and_the_others_keep_their_order() {
        let mut queue: VecDeque<u32> = [1, 2, 3, 5, 4, 7].into();
        let odd = |one: &u32, other: &u32| one % 2 == other % 2;
        assert_eq!(alike(&mut queue, 3, odd), [1, 3, 5]);
        assert_eq!(queue, [2, 4, 7]);
        assert_eq!(alike(&mut queue, 1, odd), [2]);
        assert!(alike(&mut VecDeque::new(), 3, odd).is_empty());
    }
}
