//! A posted credit memo: what took something off an invoice. Made by crediting or cancelling one
//! through the control endpoint; never written over the wire.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{enums::InvoiceStatus, side::Side, table::Row};

/// A credit memo.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CreditMemo {
    pub(crate) id: Uuid,
    pub(crate) side: Side,
    pub(crate) number: String,
    pub(crate) date: Date,
    /// The invoice that it takes something off.
    pub(crate) invoice: Uuid,
    pub(crate) invoice_number: String,
    pub(crate) party: Uuid,
    pub(crate) party_number: String,
    pub(crate) party_name: String,
    pub(crate) total: Decimal,
    /// Corrective where it cancels the invoice, else paid: it is applied to the invoice at once.
    pub(crate) status: InvoiceStatus,
    pub(crate) version: u64,
    pub(crate) modified: Timestamp,
}

impl Row for CreditMemo {
    type Key = String;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> String {
        self.number.clone()
    }
}
