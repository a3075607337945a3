//! An entry of the general ledger: one account's part of a transaction.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{enums::DocumentType, table::Row};

/// One entry. Debit and credit are both zero or above, and one of them is zero.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) id: Uuid,
    pub(crate) number: i64,
    pub(crate) posting_date: Date,
    pub(crate) document_number: String,
    pub(crate) document_type: DocumentType,
    pub(crate) account: Uuid,
    pub(crate) description: String,
    pub(crate) debit: Decimal,
    pub(crate) credit: Decimal,
    /// The invoice that the entry belongs to.
    pub(crate) document: Uuid,
    pub(crate) modified: Timestamp,
}

impl Row for Entry {
    type Key = i64;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> i64 {
        self.number
    }
}
