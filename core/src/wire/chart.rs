//! The chart of accounts of one company, as last fetched (R12, R13, R15).
//!
//! Not a copy of the accounting system: only what decides where an account may stand.

use super::names::names;
use super::{Extra, id, list};
use serde::{Deserialize, Serialize};

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

/// All accounts of one company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Chart {
    /// Where the accounts live.
    pub system: System,
    /// The company's name or id there.
    #[serde(default)]
    pub company: String,
    /// When it was fetched (RFC 3339); shown, never computed with.
    #[serde(default)]
    pub fetched_at: Option<String>,
    /// The accounts; ids are unique.
    #[serde(deserialize_with = "list::read")]
    pub accounts: Vec<Account>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

impl Chart {
    /// The account of this id.
    #[must_use]
    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }
}

/// One account of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The system's own id; mappings hold it, so a renumbered account keeps its place (R15).
    #[serde(deserialize_with = "id::plain")]
    pub id: String,
    /// The account number, where the company uses numbers.
    #[serde(default)]
    pub number: Option<String>,
    /// The name.
    pub name: String,
    /// Its class (R12).
    pub class: Class,
    /// An `other_current_asset` that deposits pass through (R12).
    #[serde(default)]
    pub clearing: bool,
    /// Not blocked.
    #[serde(default = "yes")]
    pub active: bool,
    /// Neither a heading nor a total.
    #[serde(default = "yes")]
    pub posting: bool,
    /// Business Central: may stand on a document line (R13).
    #[serde(default = "yes")]
    pub direct_posting: bool,
    /// The account above it.
    #[serde(default)]
    pub parent: Option<String>,
    /// The only currency it takes, where it is bound to one.
    #[serde(default)]
    pub currency: Option<String>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
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

fn yes() -> bool {
    true
}
