//! A mapping in which three of five rows are set, and every document has somewhere to go.

use crate::Chance;
use waypost_core::Slot;
use waypost_core::resolve::Chain;
use waypost_core::slot::{General, Place};
use waypost_core::wire::{Catalog, Chart, Class, Mapping, Side, TransactionType};

/// Every slot that lines pass, the general defaults first.
pub(crate) fn slots(catalog: &Catalog) -> Vec<Slot> {
    let mut slots: Vec<Slot> =
        [General::Revenue, General::Expense, General::Liability].map(Slot::General).to_vec();
    for chain in Chain::ALL {
        slots.push(chain.slot(Place::Default));
        slots.extend(ids(chain, catalog).map(|item| chain.slot(Place::item(item))));
    }
    slots
}

/// An account that may stand in the slot, unless it is inactive; one time in fifty, any account.
pub(crate) fn some_account(slot: &Slot, chart: &Chart, chance: &mut Chance) -> String {
    if chance.below(50) == 0 {
        return chance.pick(&chart.accounts).id.clone();
    }
    loop {
        let account = chance.pick(&chart.accounts);
        if fits(slot, account.class) {
            return account.id.clone();
        }
    }
}

pub(crate) fn mapping(chart: &Chart, catalog: &Catalog, chance: &mut Chance) -> Mapping {
    let mut mapping = Mapping {
        transaction_types: vec![TransactionType::Revenue, TransactionType::Expense],
        ..Mapping::default()
    };
    let controls = [
        (General::AccountsReceivable, Class::AccountsReceivable),
        (General::AccountsPayable, Class::AccountsPayable),
    ];
    for (general, class) in controls {
        mapping.set(&Slot::General(general), first(chart, |found| found == class));
    }
    for slot in slots(catalog) {
        if matches!(slot, Slot::General(_)) {
            mapping.set(&slot, first(chart, |class| fits(&slot, class)));
        } else if chance.below(5) < 3 {
            let account = some_account(&slot, chart, chance);
            mapping.set(&slot, Some(account));
        }
    }
    mapping
}

fn first(chart: &Chart, wanted: impl Fn(Class) -> bool) -> Option<String> {
    chart.accounts.iter().find(|account| wanted(account.class)).map(|account| account.id.clone())
}

fn fits(slot: &Slot, class: Class) -> bool {
    let side = match slot {
        Slot::General(General::Revenue) => Side::Revenue,
        Slot::General(General::Liability) => Side::Liability,
        _ => {
            Chain::ALL.into_iter().find(|chain| chain.has(slot)).map_or(Side::Expense, Chain::side)
        }
    };
    match side {
        Side::Revenue => class == Class::Income,
        Side::Expense => matches!(class, Class::CostOfGoodsSold | Class::Expense),
        Side::Liability => class == Class::OtherCurrentLiability,
    }
}

/// The ids of a chain's items.
pub(crate) fn ids(chain: Chain, catalog: &Catalog) -> Box<dyn Iterator<Item = &str> + '_> {
    match chain {
        Chain::Load => Box::new(catalog.load.iter().map(|item| &*item.id)),
        Chain::Trip => Box::new(catalog.trip.iter().map(|item| &*item.id)),
        Chain::AccessorialRevenue | Chain::AccessorialExpense => {
            Box::new(catalog.accessorials.iter().map(|item| &*item.id))
        }
        Chain::ECheckAmount | Chain::ECheckFee => {
            Box::new(catalog.e_checks.iter().map(|item| &*item.id))
        }
        Chain::Deduction => Box::new(catalog.deductions.iter().map(|item| &*item.id)),
        Chain::Fuel => Box::new(catalog.fuel.iter().map(|item| &*item.id)),
        Chain::Toll => Box::new(std::iter::empty()),
        Chain::Escrow => Box::new(catalog.escrow.iter().map(|item| &*item.id)),
    }
}
