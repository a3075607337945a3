//! Debits and credits of many documents, account by account.

use super::{Amount, Entry};
use serde::{Deserialize, Serialize};

/// What documents come to together: the postable ones by currency and account, the others counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Totals {
    /// How many documents there were.
    pub documents: u64,
    /// How many of them add to the figures.
    pub postable: u64,
    /// How many do not, because an error stands.
    pub blocked: u64,
    /// One per currency, in alphabetical order: money of two currencies is never added.
    pub currencies: Vec<CurrencyTotals>,
}

/// What the documents of one currency come to. Debits equal credits (R22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrencyTotals {
    /// Three capital letters.
    pub currency: String,
    /// The sum of all debits.
    pub debit: Amount,
    /// The sum of all credits.
    pub credit: Amount,
    /// One per account, in order of number, name, id: what its entries debit and what they credit.
    pub accounts: Vec<Entry>,
}
