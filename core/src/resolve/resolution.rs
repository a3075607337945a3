//! A walk as people read it: every step with its slot and what the slot holds.

use super::chain::Chain;
use super::compile::Compiled;
use super::walk::{Way, ends};
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
}

impl Resolution {
    /// The slot that stopped the walk or chose the account.
    #[must_use]
    pub fn reached(&self) -> Option<&Slot> {
        self.path.iter().find(|step| ends(step.outcome)).map(|step| &step.slot)
    }
}

impl Compiled {
    /// Walks the chain for an item and keeps every step.
    pub(crate) fn resolve(&self, chain: Chain, item: Option<&str>) -> Resolution {
        self.spell_out(chain, item, self.meet(chain, item).way)
    }

    /// The steps of a way that was walked along this chain.
    pub(crate) fn spell_out(&self, chain: Chain, item: Option<&str>, way: Way) -> Resolution {
        let slots = chain.slots(item);
        let from = way.outcomes().len() - slots.len();
        let taken = self.taken(chain, item);
        let steps = way.outcomes().into_iter().zip(taken).skip(from);
        Resolution {
            side: chain.side(),
            account: way
                .account
                .and_then(|rank| self.account(rank).map(|account| account.id.clone())),
            level: way.level(),
            path: slots
                .into_iter()
                .zip(steps)
                .map(|(slot, (outcome, taken))| {
                    let account = match (outcome, taken.and_then(|rank| self.account(rank))) {
                        (Outcome::Unset, _) => None,
                        (_, Some(account)) => Some(account.id.clone()),
                        (_, None) => self.holders.get(&slot).map(|holder| holder.account.clone()),
                    };
                    Step { slot, outcome, account }
                })
                .collect(),
        }
    }
}
