//! Payments and what became of each (rulebook section 5).

use serde::{Deserialize, Serialize};

use super::State;
use crate::wire::{Direction, FactoringColumns, PaymentOrigin};

/// What became of one allocation of a payment: a row of `GET /payments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRow {
    /// Our id of the payment.
    pub id: String,
    /// Its id where it was entered.
    pub payment: String,
    /// Which of its allocations, from 0.
    pub nth: u64,
    /// Customer or vendor.
    pub direction: Direction,
    /// Where it was entered.
    pub origin: PaymentOrigin,
    /// The day of the payment.
    pub date: Option<String>,
    /// Whether that day is only near.
    pub date_approximate: bool,
    /// How much of it goes to the document.
    pub amount: String,
    /// The factor's fee, to be recorded with the deposit (R37).
    pub fee: Option<String>,
    /// A check number, a trace number.
    pub reference: Option<String>,
    /// The document, as the payment names it.
    pub named: String,
    /// Our id of the document, once it is known.
    pub document: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The document's subsidiary, by the source's id.
    pub subsidiary: Option<String>,
    /// `export`, `import`, `wait`, `skip`, `hold`, `echo`; none before anything was decided.
    pub decision: Option<String>,
    /// Stable name of the reason, for every decision but export and import; of an export that was
    /// stopped, what stopped it.
    pub reason: Option<String>,
    /// The same in words, with the next step.
    pub message: Option<String>,
    /// It completes the load, or closes the bill (R35).
    pub completed: bool,
    /// It stands in the books because it was sent there.
    pub exported: bool,
    /// How far its way into the books has come.
    pub state: Option<State>,
    /// Its id in the books.
    pub remote_id: Option<String>,
    /// When it came here.
    pub received_at: String,
}

/// What became of a payment that was handed in: an entry of the answer of `POST /payments`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentReceipt {
    /// The source's id.
    pub payment: String,
    /// Our id.
    pub id: String,
    /// It was here already, with the same content.
    pub unchanged: bool,
    /// One row for each of its allocations.
    pub rows: Vec<PaymentRow>,
}

/// What the books changed after it counted here: a row of `GET /payments/drift` (R35).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriftRow {
    /// Names the row.
    pub id: String,
    /// Our id of the payment.
    pub payment: String,
    /// Our id of the document.
    pub document: String,
    /// Its number.
    pub number: String,
    /// Its subsidiary, by the source's id.
    pub subsidiary: String,
    /// `edited`, `voided`, `deleted`, `further_payment`, `taken_back_here`.
    pub reason: String,
    /// What was paid.
    pub was: String,
    /// What is paid now.
    pub is: String,
    /// The same in words, with the next step.
    pub message: String,
    /// When it was seen.
    pub seen_at: String,
}

/// Body of `POST /documents/{id}/reopen`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reopen {
    /// Why, for the audit log.
    pub reason: String,
}

/// Body of `POST /subsidiaries/{id}/factoring-report` (R37).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactoringReport {
    /// The CSV, headings first.
    pub csv: String,
    /// How the factor names its columns; those of the last report where absent.
    #[serde(default)]
    pub columns: Option<FactoringColumns>,
    /// False shows what the rows would come to and stores nothing; true lets them count.
    #[serde(default)]
    pub accept: bool,
}

/// What a factoring report comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactoringReview {
    /// The columns that it was read with.
    pub columns: FactoringColumns,
    /// One for each row.
    pub rows: Vec<FactoringReviewRow>,
    /// Whether it counts now.
    pub accepted: bool,
}

/// One row of a factoring report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactoringReviewRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// The load's number.
    pub load: String,
    /// What counts as paid.
    pub amount: String,
    /// The factor's fee.
    pub fee: Option<String>,
    /// The same row counted before.
    pub known: bool,
    /// Its load is another subsidiary's: it does not count, and the message names whose it is.
    pub refused: bool,
    /// What becomes of it; of one that is known, what became of it.
    pub decision: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The same in words, with the next step.
    pub message: Option<String>,
}
