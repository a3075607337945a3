//! A sales or purchase invoice: a draft, or posted. Posting keeps the id and changes the number.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{enums::InvoiceStatus, line::Line, side::Side, table::Row};

/// An invoice.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Invoice {
    pub(crate) id: Uuid,
    pub(crate) side: Side,
    pub(crate) number: String,
    /// `externalDocumentNumber` of a sale, `vendorInvoiceNumber` of a purchase.
    pub(crate) external_number: String,
    pub(crate) invoice_date: Date,
    pub(crate) posting_date: Date,
    pub(crate) due_date: Date,
    pub(crate) promised_pay_date: Option<Date>,
    pub(crate) party: Uuid,
    pub(crate) party_number: String,
    pub(crate) party_name: String,
    /// Addresses and other text that the books do not go by, by property name.
    pub(crate) texts: BTreeMap<String, String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) status: InvoiceStatus,
    /// What is open; meaningful once posted.
    pub(crate) remaining: Decimal,
    /// The control account that posting used.
    pub(crate) control_account: Option<Uuid>,
    pub(crate) version: u64,
    pub(crate) modified: Timestamp,
}

impl Row for Invoice {
    type Key = String;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> String {
        self.number.clone()
    }
}

impl Invoice {
    pub(crate) fn is_draft(&self) -> bool {
        self.status == InvoiceStatus::Draft
    }

    pub(crate) fn net(&self) -> Decimal {
        self.lines.iter().map(Line::net).sum()
    }

    pub(crate) fn tax(&self) -> Decimal {
        self.lines.iter().map(Line::tax).sum()
    }

    pub(crate) fn total(&self) -> Decimal {
        self.net() + self.tax()
    }

    /// What is open: of a draft all, of a canceled invoice nothing.
    pub(crate) fn open_amount(&self) -> Decimal {
        if self.is_draft() { self.total() } else { self.remaining }
    }
}
