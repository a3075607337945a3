//! Writing off the rest of a short-paid invoice that stands in the books (R45).

use serde::{Deserialize, Serialize};

use super::LedgerDifference;
use crate::wire::{Amount, Date, Entry};

/// Body of `POST /documents/{id}/write-off`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WriteOff {
    /// Why, in the person's words.
    pub reason: String,
}

/// A credit memo that wrote a part off a posted invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WrittenOff {
    /// The accounting system's id of the credit memo.
    pub remote_id: String,
    /// Its number there.
    pub remote_number: String,
    /// The day that its entries carry.
    pub day: Date,
    /// What it takes off.
    pub amount: Amount,
    /// Who had it written off.
    pub by: String,
    /// Why, in that person's words.
    pub reason: String,
    /// When the outcome was stored.
    pub posted_at: String,
    /// The mapping version that decided.
    pub mapping_version: u64,
    /// What each line's account receives, and then the receivable account.
    pub entries: Vec<Entry>,
    /// How the books' ledger entries differ from that; empty when they agree.
    pub differences: Vec<LedgerDifference>,
}
