//! The table of R12: which classes a slot takes, which it takes with a warning, and what it needs in words.

use crate::slot::{Column, General, Slot};
use crate::wire::{Account, Class, System};

/// How an account's class stands in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Allowed,
    /// Allowed, and rarely meant.
    Unusual,
    /// Nothing is known about the account's class.
    Unclassified,
    Wrong,
}

/// Slots that take the same classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Receivable,
    Payable,
    Revenue,
    Expense,
    /// Fuel and tolls: the card company's clearing account may stand there.
    Card,
    /// E-check amounts: an advance to the driver.
    Advance,
    Deduction,
    Liability,
    Deposit,
}

pub(super) fn family(slot: &Slot) -> Family {
    match slot {
        Slot::General(General::AccountsReceivable) => Family::Receivable,
        Slot::General(General::AccountsPayable) => Family::Payable,
        Slot::General(General::Revenue)
        | Slot::Load(_)
        | Slot::Accessorial(_, Column::Revenue)
        | Slot::ECheck(_, Column::Revenue) => Family::Revenue,
        Slot::General(General::Expense) | Slot::Trip(_) | Slot::Accessorial(_, Column::Expense) => {
            Family::Expense
        }
        Slot::Fuel(_) | Slot::Toll => Family::Card,
        Slot::ECheck(_, Column::Expense) => Family::Advance,
        Slot::Deduction(_) => Family::Deduction,
        Slot::General(General::Liability) | Slot::Escrow(_) => Family::Liability,
        Slot::DepositAccount => Family::Deposit,
    }
}

pub(super) fn standing(family: Family, account: &Account, system: System) -> Standing {
    use Class::{
        AccountsPayable, AccountsReceivable, Income, LongTermLiability, OtherAsset,
        OtherCurrentAsset, OtherCurrentLiability, OtherIncome, Unclassified,
    };
    let class = account.class;
    let business_central = system == System::BusinessCentral;
    match (family, class) {
        (Family::Receivable, AccountsReceivable) | (Family::Payable, AccountsPayable) => {
            Standing::Allowed
        }
        (Family::Receivable, OtherCurrentAsset | OtherAsset) if business_central => {
            Standing::Unusual
        }
        (Family::Payable, OtherCurrentLiability) if business_central => Standing::Unusual,
        (Family::Receivable | Family::Payable, _) => Standing::Wrong,

        (Family::Deposit, OtherCurrentAsset) if account.clearing => Standing::Allowed,
        (Family::Deposit, OtherCurrentAsset) => Standing::Unusual,
        (Family::Deposit, _) => Standing::Wrong,

        (_, Unclassified) => Standing::Unclassified,
        (Family::Revenue, Income | OtherIncome) => Standing::Allowed,
        (Family::Expense | Family::Card | Family::Advance | Family::Deduction, class)
            if is_cost(class) =>
        {
            Standing::Allowed
        }
        (Family::Card, OtherCurrentAsset | OtherCurrentLiability) => Standing::Unusual,
        (Family::Advance, OtherCurrentAsset) => Standing::Allowed,
        (Family::Deduction, OtherCurrentAsset | OtherCurrentLiability | LongTermLiability) => {
            Standing::Allowed
        }
        (Family::Deduction, Income | OtherIncome) => Standing::Unusual,
        (Family::Liability, OtherCurrentLiability | LongTermLiability) => Standing::Allowed,
        _ => Standing::Wrong,
    }
}

fn is_cost(class: Class) -> bool {
    matches!(class, Class::CostOfGoodsSold | Class::Expense | Class::OtherExpense)
}

/// "an income account": what belongs in the slots of this family.
pub(super) fn needs(family: Family) -> &'static str {
    match family {
        Family::Receivable => "a receivable account",
        Family::Payable => "a payable account",
        Family::Revenue => "an income account",
        Family::Expense | Family::Card => "an expense or cost of goods sold account",
        Family::Advance => "an expense, cost of goods sold or current asset account",
        Family::Deduction => "an expense, current asset or liability account",
        Family::Liability => "a liability account",
        Family::Deposit => "a clearing account for deposits, such as Undeposited Funds",
    }
}
