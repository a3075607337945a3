//! One line of the ledger. Lines are added, never changed: a correction is another line.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{entity::Entity, table::Row};

/// A debit (above zero) or a credit on an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    pub(crate) date: Date,
    pub(crate) entity: Entity,
    pub(crate) transaction: u64,
    pub(crate) account: u64,
    /// True for a line that takes an earlier one back.
    pub(crate) reversal: bool,
    pub(crate) amount: Decimal,
}

impl Row for Entry {
    type Key = u64;
    fn key(&self) -> u64 {
        self.number
    }
}
