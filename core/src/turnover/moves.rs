//! What goes elsewhere when a mapping takes another's place.

use crate::Rules;
use crate::resolve::Chain;
use crate::slot::{General, Slot};
use crate::wire::{Kind, Move, Turnover};

/// What `after` takes elsewhere, slot by slot in their order.
#[must_use]
pub fn moves(before: &Rules, after: &Rules, turnover: &Turnover) -> Vec<Move> {
    let mut moves = Vec::new();
    for carried in &turnover.carried {
        let (from, to) = (account(before, &carried.slot), account(after, &carried.slot));
        if from != to {
            moves.push(Move {
                slot: carried.slot.clone(),
                from: from.map(str::to_owned),
                to: to.map(str::to_owned),
                currency: carried.currency.clone(),
                waiting: carried.waiting,
                sent: carried.sent,
            });
        }
    }
    moves
}

/// Where lines that ask this slot first end, or where a document's control side stands.
fn account<'a>(rules: &'a Rules, slot: &Slot) -> Option<&'a str> {
    let rules = rules.compiled();
    if slot.is_control() {
        let kind = match slot {
            Slot::General(General::AccountsPayable) => Kind::Bill,
            _ => Kind::Invoice,
        };
        let holder = rules.holders.get(slot).filter(|holder| !holder.rejected)?;
        return rules.exports(kind).then_some(holder.account.as_str());
    }
    let chain = Chain::ALL.into_iter().find(|chain| chain.has(slot))?;
    let at = rules.meet(chain, slot.item()).way.account?;
    Some(rules.account(at)?.id.as_str())
}
