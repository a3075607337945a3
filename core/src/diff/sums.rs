//! Sums of what moves, by the pair of accounts it moves between.
//!
//! Invariant: a sum is of one currency and one kind of document.

use crate::order;
use crate::resolve::Compiled;
use crate::wire::{Amount, Kind};
use litemap::LiteMap;

/// From where to where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) kind: Kind,
    pub(super) currency: String,
}

/// How many, and how much.
type Sum = (u64, Amount);

#[derive(Debug)]
pub(super) struct Sums(LiteMap<Pair, Sum>);

impl Sums {
    pub(super) fn new() -> Sums {
        Sums(LiteMap::new())
    }

    /// The sums that change when `moved` is added, and what it comes to by itself; `None` when one
    /// exceeds twelve digits.
    pub(super) fn with(
        &self,
        moved: impl Iterator<Item = (Pair, Amount)>,
    ) -> Option<(LiteMap<Pair, Sum>, Amount)> {
        let mut changed: LiteMap<Pair, Sum> = LiteMap::new();
        let mut together = Amount::ZERO;
        for (pair, amount) in moved {
            together = together.checked_add(amount)?;
            let so_far = self.0.get(&pair).copied().unwrap_or_default();
            let (count, sum) = changed.entry(pair).or_insert(so_far);
            *count += 1;
            *sum = sum.checked_add(amount)?;
        }
        Some((changed, together))
    }

    pub(super) fn keep(&mut self, changed: LiteMap<Pair, Sum>) {
        for (pair, sum) in changed {
            self.0.insert(pair, sum);
        }
    }

    /// In order of account number, name and id of `from`, then of `to`; no account stands last.
    pub(super) fn rows(self, rules: &Compiled) -> impl Iterator<Item = (Pair, Sum)> {
        let place = |account: &Option<String>| {
            (account.is_none(), account.as_ref().and_then(|id| rules.rank(id)))
        };
        let mut rows: Vec<(Pair, Sum)> = self.0.into_iter().collect();
        // Pairs come in order of ids, and the sort is stable.
        order::sort(&mut rows, |(one, _), (other, _)| {
            (place(&one.from), &one.from, place(&one.to)).cmp(&(
                place(&other.from),
                &other.from,
                place(&other.to),
            ))
        });
        rows.into_iter()
    }
}
