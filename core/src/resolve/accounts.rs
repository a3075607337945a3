//! The accounts of one chart in the order of entries: number, then name, then id.
//!
//! Built once per chart and shared by every edit of the mapping. Invariant: an account's place here
//! is its rank, so numbers compare as the books list them.

use crate::order;
use crate::wire::{Account, Chart};

/// The place of an account among all accounts of its chart, in the order of entries.
pub(crate) type Rank = u32;

/// The accounts of a chart, by rank and by id.
#[derive(Debug)]
pub(crate) struct Accounts {
    ranked: Vec<Account>,
    by_id: Vec<Rank>,
}

impl Accounts {
    pub(super) fn new(chart: &Chart) -> Accounts {
        let mut order: Vec<&Account> = chart.accounts.iter().collect();
        order::sort(&mut order, |one, other| place(one).cmp(&place(other)));
        let ranked: Vec<Account> = order.into_iter().cloned().collect();
        let mut by_id: Vec<Rank> = (0..).take(ranked.len()).collect();
        order::sort(&mut by_id, |one, other| id(&ranked, *one).cmp(id(&ranked, *other)));
        Accounts { ranked, by_id }
    }

    /// The account of a rank.
    pub(crate) fn get(&self, rank: Rank) -> Option<&Account> {
        self.ranked.get(usize::try_from(rank).ok()?)
    }

    /// The account of an id, with its rank.
    pub(super) fn find(&self, wanted: &str) -> Option<(Rank, &Account)> {
        let at = self.by_id.binary_search_by_key(&wanted, |rank| id(&self.ranked, *rank)).ok()?;
        let rank = *self.by_id.get(at)?;
        Some((rank, self.get(rank)?))
    }
}

/// Where an account stands among others: number, then name, then id.
pub(crate) fn place(account: &Account) -> (&str, &str, &str) {
    (account.number.as_deref().unwrap_or_default(), &account.name, &account.id)
}

fn id(ranked: &[Account], rank: Rank) -> &str {
    usize::try_from(rank).ok().and_then(|rank| ranked.get(rank)).map_or("", |account| &account.id)
}
