//! Items of the catalogue that some document could carry and that have no account anywhere (R11).
//!
//! Without a catalogue nothing is known of items, and nothing is said.

use super::found;
use crate::finding::fee_without_income;
use crate::names;
use crate::resolve::{Chain, Compiled};
use crate::resolve::{Item, items};
use crate::slot::Place;
use crate::wire::{ChargedTo, Code, Finding, Kind};

pub(super) fn check(rules: &Compiled, findings: &mut Vec<Finding>) {
    for chain in Chain::ALL {
        report(rules, chain, &stranded(rules, chain), findings);
    }
}

/// The items of the catalogue that documents of an exported kind could carry on this chain, and that
/// have no account on it.
pub(super) fn stranded(rules: &Compiled, chain: Chain) -> Vec<Item<'_>> {
    let Some(catalog) = rules.catalog.as_ref().filter(|_| rules.exports(chain.kind())) else {
        return Vec::new();
    };
    let mut stranded = Vec::new();
    for item in items(catalog, chain.category()) {
        if !item.retired && is_carried(chain, &item) && has_no_account(rules, chain, item.id) {
            stranded.push(item);
        }
    }
    stranded
}

/// Whether some document could carry the item on this chain.
pub(crate) fn is_carried(chain: Chain, item: &Item<'_>) -> bool {
    match (chain, chain.kind()) {
        (Chain::AccessorialRevenue | Chain::AccessorialExpense, Kind::Invoice) => {
            item.charged_to.contains(&ChargedTo::Customer)
        }
        (Chain::AccessorialRevenue | Chain::AccessorialExpense, Kind::Bill) => {
            item.charged_to.iter().any(|charged_to| *charged_to != ChargedTo::Customer)
        }
        (Chain::ECheckFee, _) => item.has_fee,
        _ => true,
    }
}

/// A slot that is set to a wrong account is that slot's finding, not this one.
fn has_no_account(rules: &Compiled, chain: Chain, item: &str) -> bool {
    !rules.meet(chain, Some(item)).way.stopped()
}

fn report(rules: &Compiled, chain: Chain, stranded: &[Item<'_>], findings: &mut Vec<Finding>) {
    if stranded.is_empty() {
        return;
    }
    let types: Vec<String> = stranded.iter().map(|item| item.name.to_owned()).collect();
    let category_default = Some(chain.slot(Place::Default));
    match chain {
        Chain::ECheckFee => {
            let message = fee_without_income(&types, rules.exports_revenue());
            findings.push(found(Code::FeeRevenueUnmapped, category_default, message));
        }
        Chain::Escrow => {
            let message = format!(
                "Escrow held as {} has no liability account; choose one for each type, the default escrow \
                 account or default liability.",
                names::listed(&types, "and")
            );
            findings.push(found(Code::EscrowUnmapped, category_default, message));
        }
        _ => {
            for item in stranded {
                let message = format!(
                    "{} has no account anywhere; choose one for {}.",
                    item.name,
                    names::one_of(&chain.slots(Some(item.id)), rules.catalog.as_deref())
                );
                findings.push(found(
                    Code::ItemUnresolvable,
                    Some(chain.slot(Place::item(item.id))),
                    message,
                ));
            }
        }
    }
}
