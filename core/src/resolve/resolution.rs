//! A walk as people read it: every step with its slot and what the slot holds.

use super::accounts::Rank;
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
    /// Spells out a way that was walked along this chain.
    pub(super) fn of(rules: &Compiled, chain: Chain, item: Option<&str>, way: Way) -> Resolution {
        let slots = chain.slots(item);
        let from = way.outcomes().len() - slots.len();
        let path = slots.into_iter().zip(way.outcomes().into_iter().skip(from));
        Resolution {
            side: chain.side(),
            account: way.account.and_then(|rank| account(rules, rank)),
            level: way.level(),
            path: path
                .map(|(slot, outcome)| Step {
                    account: match outcome {
                        Outcome::Unset => None,
                        _ => rules.holders.get(&slot).map(|holder| holder.account.clone()),
                    },
                    slot,
                    outcome,
                })
                .collect(),
        }
    }

    /// The slot that stopped the walk or chose the account.
    #[must_use]
    pub fn reached(&self) -> Option<&Slot> {
        self.path.iter().find(|step| ends(step.outcome)).map(|step| &step.slot)
    }

    /// Whether the walk stopped at an account that may not stand there.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.path.iter().any(|step| step.outcome == Outcome::Rejected)
    }
}

fn account(rules: &Compiled, rank: Rank) -> Option<String> {
    rules.account(rank).map(|account| account.id.clone())
}
