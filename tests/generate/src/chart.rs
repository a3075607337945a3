//! A chart of accounts with every class that a mapping can use.

use crate::Chance;
use waypost_core::wire::{Account, Chart, Class, Extra, System};

const CLASSES: [(Class, &str); 10] = [
    (Class::Income, "Linehaul Revenue"),
    (Class::CostOfGoodsSold, "Purchased Transportation"),
    (Class::Expense, "Operating Expense"),
    (Class::Income, "Accessorial Revenue"),
    (Class::Expense, "Driver Expense"),
    (Class::OtherCurrentLiability, "Driver Escrow"),
    (Class::CostOfGoodsSold, "Driver Pay"),
    (Class::OtherCurrentAsset, "Driver Advances"),
    (Class::Unclassified, "Suspense"),
    (Class::Bank, "Operating Bank"),
];

pub(crate) fn chart(accounts: usize, chance: &mut Chance) -> Chart {
    let mut list = vec![
        account(11_000, Class::AccountsReceivable, "Trade Receivables", true),
        account(21_000, Class::AccountsPayable, "Trade Payables", true),
    ];
    for number in (0..).take(accounts.saturating_sub(list.len())) {
        // The first of every class stays active, so that every default has one.
        let active = number < 10 || chance.below(50) > 0;
        let (class, name) = CLASSES[number as usize % CLASSES.len()];
        list.push(account(100_000 + number, class, name, active));
    }
    Chart {
        system: System::QuickbooksOnline,
        company: "Made by chance".to_owned(),
        fetched_at: None,
        accounts: list,
        extra: Extra::default(),
    }
}

fn account(number: u32, class: Class, name: &str, active: bool) -> Account {
    Account {
        id: format!("a-{number}"),
        number: Some(number.to_string()),
        name: format!("{name} {number}"),
        class,
        clearing: false,
        active,
        posting: true,
        direct_posting: true,
        parent: None,
        currency: None,
        extra: Extra::default(),
    }
}
