//! Sums of what moves, by the pair of accounts it moves between.
//!
//! Invariant: a sum is of one currency and one kind of document.

use crate::order;
use crate::resolve::Compiled;
use crate::wire::{Amount, Kind};

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

/// In the order of their pairs.
#[derive(Debug)]
pub(super) struct Sums(Vec<(Pair, Sum)>);

impl Sums {
    pub(super) fn new() -> Sums {
        Sums(Vec::new())
    }

    /// The sums that change when `moved` is added, and what it comes to by itself; `None` when one
    /// exceeds twelve digits.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn with(&self, moved: Vec<(Pair, Amount)>) -> Option<(Sums, Amount)> {
        let mut changed = Sums::new();
        let mut together = Amount::ZERO;
        for (pair, amount) in moved {
            together = together.checked_add(amount)?;
            let so_far = changed.of(&pair).or_else(|| self.of(&pair));
            let (count, sum) = so_far.unwrap_or_default();
            changed.put(pair, (count + 1, sum.checked_add(amount)?));
        }
        Some((changed, together))
    }

    pub(super) fn keep(&mut self, changed: Sums) {
        for (pair, sum) in changed.0 {
            self.put(pair, sum);
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn put(&mut self, pair: Pair, sum: Sum) {
        match self.place(&pair) {
            Ok(at) => self.0[at].1 = sum,
            Err(at) => self.0.insert(at, (pair, sum)),
        }
    }

    fn of(&self, pair: &Pair) -> Option<Sum> {
        self.place(pair).ok().map(|at| self.0[at].1)
    }

    /// Where the pair stands, or would stand.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn place(&self, pair: &Pair) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(pair))
    }

    /// In order of account number, name and id of `from`, then of `to`; no account stands last.
    pub(super) fn rows(self, rules: &Compiled) -> Vec<(Pair, Sum)> {
        let place = |account: &Option<String>| {
            (account.is_none(), account.as_ref().and_then(|id| rules.rank(id)))
        };
        let mut rows = self.0;
        // Pairs come in order of ids, and the sort is stable.
        order::sort(&mut rows, |(one, _), (other, _)| {
            (place(&one.from), &one.from, place(&one.to)).cmp(&(
                place(&other.from),
                &other.from,
                place(&other.to),
            ))
        });
        rows
    }
}
