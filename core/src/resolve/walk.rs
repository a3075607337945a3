//! The walk from an item to one account, with every step kept (R1, R2).
//!
//! Not about amounts: a line of 0.00 walks like any other.

use super::chain::Chain;
use super::compile::Compiled;
use crate::slot::Slot;
use crate::wire::{Level, Outcome, Side, Step};

/// Where a chain ends for one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// Revenue, expense or liability.
    pub side: Side,
    /// The account's id; `None` when unresolved.
    pub account: Option<String>,
    /// Which slot chose it.
    pub level: Level,
    /// The whole chain, step by step.
    pub path: Vec<Step>,
    /// The account's rank among the compiled accounts.
    pub(crate) at: Option<usize>,
}

impl Resolution {
    /// The slot that stopped the walk or chose the account.
    #[must_use]
    pub fn reached(&self) -> Option<&Slot> {
        self.path
            .iter()
            .find(|step| matches!(step.outcome, Outcome::Hit | Outcome::Rejected))
            .map(|step| &step.slot)
    }

    /// Whether the walk stopped at an account that may not stand there.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.path.iter().any(|step| step.outcome == Outcome::Rejected)
    }
}

pub(super) fn walk(compiled: &Compiled, chain: Chain, item: Option<&str>) -> Resolution {
    let mut resolution = Resolution {
        side: chain.side(),
        account: None,
        level: Level::Unresolved,
        path: Vec::with_capacity(3),
        at: None,
    };
    let mut ended = false;
    for slot in chain.slots(item) {
        let holder = compiled.holders.get(&slot);
        let outcome = match holder {
            _ if ended => Outcome::NotReached,
            None => Outcome::Unset,
            Some(_) if is_inactive(compiled, &slot) => Outcome::Inactive,
            Some(holder) if holder.rejected => Outcome::Rejected,
            Some(_) => Outcome::Hit,
        };
        if outcome == Outcome::Hit {
            resolution.account = holder.map(|holder| holder.account.clone());
            resolution.at = holder.and_then(|holder| holder.at);
            resolution.level = level(&slot);
        }
        ended |= matches!(outcome, Outcome::Hit | Outcome::Rejected);
        let account = holder.map(|holder| holder.account.clone());
        resolution.path.push(Step { slot, outcome, account });
    }
    resolution
}

/// Only a general default can be inactive (R1): set, but of a type that is not selected.
fn is_inactive(compiled: &Compiled, slot: &Slot) -> bool {
    matches!(slot, Slot::General(_)) && !compiled.is_live(slot)
}

fn level(slot: &Slot) -> Level {
    match slot {
        Slot::General(_) => Level::GeneralDefault,
        _ if slot.item().is_some() => Level::Specific,
        _ => Level::CategoryDefault,
    }
}
