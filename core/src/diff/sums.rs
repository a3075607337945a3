//! Sums of what moves, by the pair of accounts it moves between.
//!
//! Invariant: a sum is of one currency and one kind of document.

use crate::order;
use crate::wire::{Amount, Chart, Kind};
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
pub(super) struct Sums {
    /// Number and name of every account, which say where it stands among others.
    places: LiteMap<String, (String, String)>,
    sums: LiteMap<Pair, Sum>,
}

impl Sums {
    pub(super) fn new(chart: &Chart) -> Sums {
        let places = chart.accounts.iter().map(|account| {
            let number = account.number.clone().unwrap_or_default();
            (account.id.clone(), (number, account.name.clone()))
        });
        Sums { places: order::map(places.collect()), sums: LiteMap::new() }
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
            let so_far = self.sums.get(&pair).copied().unwrap_or_default();
            let (count, sum) = changed.entry(pair).or_insert(so_far);
            *count += 1;
            *sum = sum.checked_add(amount)?;
        }
        Some((changed, together))
    }

    pub(super) fn keep(&mut self, changed: LiteMap<Pair, Sum>) {
        for (pair, sum) in changed {
            self.sums.insert(pair, sum);
        }
    }

    /// In order of account number, name and id of `from`, then of `to`; no account stands last.
    pub(super) fn rows(self) -> impl Iterator<Item = (Pair, u64, Amount)> {
        let Sums { places, sums } = self;
        let place = |account: &Option<String>| {
            let place = account.as_ref().and_then(|id| places.get(id)).cloned();
            (account.is_none(), place)
        };
        let mut rows: Vec<(Pair, u64, Amount)> =
            sums.into_iter().map(|(pair, (count, amount))| (pair, count, amount)).collect();
        // Pairs come in order of ids, and the sort is stable.
        let rank = |(pair, ..): &(Pair, u64, Amount)| {
            (place(&pair.from), pair.from.clone(), place(&pair.to))
        };
        order::sort(&mut rows, |one, other| rank(one).cmp(&rank(other)));
        rows.into_iter()
    }
}
