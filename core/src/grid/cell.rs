//! One cell of the mapping grid: a slot, what it holds, and the account that a line would get.

use super::about;
use crate::resolve::{Chain, Compiled};
use crate::slot::{Place, Slot};
use crate::wire::{Finding, Level, Side, Step};

/// A slot in the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The column.
    pub side: Side,
    /// The slot; `None` where no document can carry the item on this side (an accessorial that is
    /// charged to customers only, an e-check type without a fee) and nothing is stored.
    pub slot: Option<Slot>,
    /// The account that the slot itself holds.
    pub own: Option<String>,
    /// The account that a line would get.
    pub effective: Option<String>,
    /// Which slot chose it.
    pub level: Level,
    /// Whether the slot's transaction type is selected (R1); what is not live is kept and unused.
    pub live: bool,
    /// What there is to say about the slot; nothing while it is not live.
    pub findings: Vec<Finding>,
    /// The walk from this slot on.
    pub path: Vec<Step>,
}

/// The cell of a chain at an item, or at the category's default (`None`).
pub(super) fn cell(
    rules: &Compiled,
    chain: Chain,
    item: Option<&str>,
    carried: bool,
    found: &[Finding],
) -> Cell {
    let slot = chain.slot(item.map_or(Place::Default, Place::item));
    let own = rules.holders.get(&slot).map(|holder| holder.account.clone());
    let live = rules.is_live(&slot);
    if !carried && own.is_none() {
        return Cell {
            side: chain.side(),
            slot: None,
            own,
            effective: None,
            level: Level::Unresolved,
            live,
            findings: Vec::new(),
            path: Vec::new(),
        };
    }
    let resolution = rules.resolve(chain, item);
    Cell {
        side: chain.side(),
        findings: about(&slot, found),
        slot: Some(slot),
        own,
        effective: resolution.account,
        level: resolution.level,
        live,
        path: resolution.path,
    }
}
