//! A credit memo: what takes something off an invoice. Written over the wire as a draft and posted, for
//! sales; or made by crediting or cancelling an invoice through the control endpoint.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{enums::InvoiceStatus, line::Line, side::Side, table::Row};

/// A credit memo.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CreditMemo {
    pub(crate) id: Uuid,
    pub(crate) side: Side,
    pub(crate) number: String,
    /// `externalDocumentNumber`; empty for one that was made through the control endpoint.
    #[serde(default)]
    pub(crate) external_number: String,
    /// The document's day and its entries'.
    pub(crate) date: Date,
    /// The invoice that it takes something off.
    pub(crate) invoice: Uuid,
    pub(crate) invoice_number: String,
    pub(crate) party: Uuid,
    pub(crate) party_number: String,
    pub(crate) party_name: String,
    /// None where it was made through the control endpoint.
    #[serde(default)]
    pub(crate) lines: Vec<Line>,
    pub(crate) total: Decimal,
    /// Draft; once posted, paid where it is applied as a whole, else open; corrective where it cancels
    /// the invoice.
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

impl CreditMemo {
    pub(crate) fn is_draft(&self) -> bool {
        self.status == InvoiceStatus::Draft
    }

    /// The tax on its lines.
    pub(crate) fn tax(&self) -> Decimal {
        self.lines.iter().map(Line::tax).sum()
    }
}
