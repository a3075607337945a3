//! The chart of accounts of one company, as last fetched (R12, R13, R15).
//!
//! Not a copy of the accounting system: only what decides where an account may stand.

use super::names::names;
use super::object::object;
use super::{id, list};

names! {
    /// An accounting system.
    "an accounting system" enum System {
        /// Microsoft Dynamics 365 Business Central.
        BusinessCentral = "business_central",
        /// QuickBooks Online.
        QuickbooksOnline = "quickbooks_online",
        /// QuickBooks Desktop.
        QuickbooksDesktop = "quickbooks_desktop",
        /// NetSuite.
        Netsuite = "netsuite",
    }
}

names! {
    /// What kind of account it is, normalised over all systems (R12).
    "an account class" enum Class {
        /// A bank account.
        Bank = "bank",
        /// What customers owe.
        AccountsReceivable = "accounts_receivable",
        /// A current asset; with `clearing`, one that deposits pass through.
        OtherCurrentAsset = "other_current_asset",
        /// Equipment and the like.
        FixedAsset = "fixed_asset",
        /// Any other asset.
        OtherAsset = "other_asset",
        /// What is owed to vendors.
        AccountsPayable = "accounts_payable",
        /// A credit card.
        CreditCard = "credit_card",
        /// A liability of this year.
        OtherCurrentLiability = "other_current_liability",
        /// A liability of later years.
        LongTermLiability = "long_term_liability",
        /// Equity.
        Equity = "equity",
        /// Income.
        Income = "income",
        /// Income beside the business.
        OtherIncome = "other_income",
        /// Cost of goods sold: purchased transportation, driver pay.
        CostOfGoodsSold = "cost_of_goods_sold",
        /// An expense.
        Expense = "expense",
        /// An expense beside the business.
        OtherExpense = "other_expense",
        /// The system gives no class.
        Unclassified = "unclassified",
        /// Never posted to (statistical, non-posting).
        NonPosting = "non_posting",
    }
}

object! {
    /// All accounts of one company.
    struct Chart {
        /// Where the accounts live.
        pub system: System,
        /// The company's name or id there.
        pub company: String = String::default(),
        /// When it was fetched (RFC 3339); shown, never computed with.
        pub fetched_at: Option<String> = None,
        /// The accounts; ids are unique.
        pub accounts: Vec<Account> as list::Distinct,
    }
}

impl Chart {
    /// The account of this id.
    #[must_use]
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }
}

object! {
    /// One account of the chart.
    struct Account {
        /// The system's own id; mappings hold it, so a renumbered account keeps its place (R15).
        pub id: String as id::Plain,
        /// The account number, where the company uses numbers.
        pub number: Option<String> = None,
        /// The name.
        pub name: String,
        /// Its class (R12).
        pub class: Class,
        /// An `other_current_asset` that deposits pass through (R12).
        pub clearing: bool = false,
        /// Not blocked.
        pub active: bool = true,
        /// Neither a heading nor a total.
        pub posting: bool = true,
        /// Business Central: may stand on a document line (R13).
        pub direct_posting: bool = true,
        /// The account above it.
        pub parent: Option<String> = None,
        /// The only currency it takes, where it is bound to one.
        pub currency: Option<String> = None,
    }
}

impl Account {
    /// How people name it: `40100 Linehaul Revenue`, or the name alone where there is no number.
    #[must_use]
    pub fn title(&self) -> String {
        match self.number.as_deref() {
            Some(number) if !number.is_empty() => format!("{number} {}", self.name),
            _ => self.name.clone(),
        }
    }
}

impl list::Known for Account {
    fn id(&self) -> &str {
        &self.id
    }
}
