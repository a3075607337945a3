//! What a document becomes in the books: an account and a path per line, entries, findings.
//!
//! Computed, never edited. Invariant: entries balance to the cent, and there are none while an error stands.

use super::names::names;
use super::{Amount, Finding};
use crate::slot::Slot;
use serde::{Deserialize, Serialize};

names! {
    /// Which side of the business a line stands on.
    "a side" enum Side {
        /// Income.
        Revenue = "revenue",
        /// Cost.
        Expense = "expense",
        /// Money held for someone.
        Liability = "liability",
    }
}

names! {
    /// How specific the slot was that chose the account.
    "a level" enum Level {
        /// The item's own slot.
        Specific = "specific",
        /// The category's default.
        CategoryDefault = "category_default",
        /// A general default.
        GeneralDefault = "general_default",
        /// No account.
        Unresolved = "unresolved",
    }
}

names! {
    /// What happened at one step of the walk (R1, R2).
    "an outcome" enum Outcome {
        /// Nothing set; passed.
        Unset = "unset",
        /// Set; the account is taken.
        Hit = "hit",
        /// Set to an account that may not stand there; the walk stops.
        Rejected = "rejected",
        /// After the end of the walk.
        NotReached = "not_reached",
        /// A general default of a transaction type that is not selected; passed.
        Inactive = "inactive",
    }
}

/// What a document becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preview {
    /// The document's id.
    pub document: String,
    /// Whether no error stands.
    pub postable: bool,
    /// The sum of the lines.
    pub total: Amount,
    /// The receivable or payable side.
    pub control: Control,
    /// One per line, in the document's order.
    pub lines: Vec<PreviewLine>,
    /// One per account, in order of number, name, id; none while an error stands.
    pub entries: Vec<Entry>,
    /// Errors first, then by slot and line.
    pub findings: Vec<Finding>,
}

/// The receivable (invoice) or payable (bill) side of a document (R22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Control {
    /// `defaults.accounts_receivable` or `defaults.accounts_payable`.
    pub slot: Slot,
    /// The account; null when unset, refused, or of a transaction type that is not selected.
    pub account: Option<String>,
    /// The document's sum: debited on an invoice, credited on a bill.
    pub amount: Amount,
}

/// A line with its account and the way there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewLine {
    /// The line's id.
    pub id: String,
    /// Its amount, computed where the document left it out.
    pub amount: Amount,
    /// Revenue, expense or liability.
    pub side: Side,
    /// The account; null when unresolved.
    pub account: Option<String>,
    /// Which slot chose it.
    pub level: Level,
    /// The whole chain, step by step.
    pub path: Vec<Step>,
    /// What a negative or an escrow line does, in words (R23).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One step of the walk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Step {
    /// The slot.
    pub slot: Slot,
    /// What happened there.
    pub outcome: Outcome,
    /// What the slot holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// What one account receives; one of the two is 0.00.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// The account.
    pub account: String,
    /// Debit.
    pub debit: Amount,
    /// Credit.
    pub credit: Amount,
}
