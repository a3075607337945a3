//! What a change of mapping moves: line by line, and summed by document and by account.
//!
//! Computed, never edited. Invariant: sums never mix currencies, nor the two kinds of document, for a
//! positive amount is a credit on an invoice and a debit on a bill.

use super::{Amount, Code, Kind};
use crate::slot::Slot;
use serde::{Deserialize, Serialize};

/// Everything that changes between two mappings, over the documents that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Diff {
    /// Lines whose account changes, in the order of the documents and of their lines.
    pub lines: Vec<MovedLine>,
    /// The lines' sums, in order of account number, name and id of `from`, then of `to`; no account
    /// stands last.
    pub accounts: Vec<MovedMoney>,
    /// The receivable and payable sides that change, summed and ordered in the same way.
    pub controls: Vec<MovedControl>,
    /// Documents that change, in the order given.
    pub documents: Vec<MovedDocument>,
    /// Ids of documents that can be posted before and not after, in the order given.
    pub newly_blocked: Vec<String>,
    /// Why, in order of slot, account and code.
    pub blocked_by: Vec<Blocker>,
    /// Ids of documents that can be posted after and not before, in the order given.
    pub newly_postable: Vec<String>,
}

/// A line whose account changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedLine {
    /// The document's id.
    pub document: String,
    /// The line's id.
    pub line: String,
    /// The line's amount, with its sign.
    pub amount: Amount,
    /// The account before; null when it had none.
    pub from: Option<String>,
    /// The account after; null when it has none.
    pub to: Option<String>,
}

/// What moves from one account to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedMoney {
    /// The account before; null for lines that had none.
    pub from: Option<String>,
    /// The account after; null for lines that have none.
    pub to: Option<String>,
    /// Whether the lines stand on invoices (a positive amount is a credit) or bills (a debit).
    pub kind: Kind,
    /// The documents' currency.
    pub currency: String,
    /// How many lines.
    pub lines: u64,
    /// The sum of their amounts, with their signs.
    pub amount: Amount,
}

/// Documents whose receivable or payable side moves from one account to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedControl {
    /// The account before; null when there was none.
    pub from: Option<String>,
    /// The account after; null when there is none.
    pub to: Option<String>,
    /// Invoices (receivable) or bills (payable).
    pub kind: Kind,
    /// The documents' currency.
    pub currency: String,
    /// How many documents.
    pub documents: u64,
    /// The sum of their totals, with their signs.
    pub amount: Amount,
}

/// A document that changes: lines, its control side, or whether it can be posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MovedDocument {
    /// The document's id.
    pub document: String,
    /// Its currency.
    pub currency: String,
    /// How many of its lines change their account.
    pub lines: u64,
    /// The sum of those lines.
    pub amount: Amount,
    /// The document's total.
    pub total: Amount,
    /// Whether its receivable or payable account changes.
    pub control: bool,
}

/// One reason why documents can no longer be posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Blocker {
    /// The finding.
    pub code: Code,
    /// The slot it is about, or where choosing an account mends it.
    pub slot: Option<Slot>,
    /// The account it is about.
    pub account: Option<String>,
    /// How many of the newly blocked documents have it.
    pub documents: u64,
    /// As it is said of the first of them.
    pub message: String,
}
