//! Classes of accounts and accounting systems in words.

use crate::wire::{Class, System};

/// "an expense account": the class with its article, as in "61000 Office Salaries is …".
#[must_use]
pub fn account_of_class(class: Class) -> &'static str {
    match class {
        Class::Bank => "a bank account",
        Class::AccountsReceivable => "a receivable account",
        Class::OtherCurrentAsset => "a current asset account",
        Class::FixedAsset => "a fixed asset account",
        Class::OtherAsset => "an other asset account",
        Class::AccountsPayable => "a payable account",
        Class::CreditCard => "a credit card account",
        Class::OtherCurrentLiability => "a current liability account",
        Class::LongTermLiability => "a long-term liability account",
        Class::Equity => "an equity account",
        Class::Income => "an income account",
        Class::OtherIncome => "an other income account",
        Class::CostOfGoodsSold => "a cost of goods sold account",
        Class::Expense => "an expense account",
        Class::OtherExpense => "an other expense account",
        Class::Unclassified => "an account without a class",
        Class::NonPosting => "an account that is never posted to",
    }
}

/// The system's name as its maker writes it.
#[must_use]
pub fn system(system: System) -> &'static str {
    match system {
        System::BusinessCentral => "Business Central",
        System::QuickbooksOnline => "QuickBooks Online",
        System::QuickbooksDesktop => "QuickBooks Desktop",
        System::Netsuite => "NetSuite",
    }
}
