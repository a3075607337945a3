//! A document of ours beside what the books say of it.

use serde::{Deserialize, Serialize};

use crate::wire::{Amount, Date, Entry, Kind};

/// What one account receives on one day; one of the two amounts is 0.00.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booked {
    /// `2026-09-16`.
    pub day: String,
    /// The account's id in the books; empty for what they do not show by account.
    pub account: String,
    /// Debit.
    pub debit: Amount,
    /// Credit.
    pub credit: Amount,
}

/// A document as it was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ours {
    /// Our id.
    pub document: String,
    /// Its number at the source.
    pub number: String,
    /// Its number in the books when it was posted.
    pub remote_number: String,
    /// Invoice or bill.
    pub kind: Kind,
    /// The day that it was posted on.
    pub day: String,
    /// The receivable or payable account that it was posted to.
    pub control: String,
    /// The entries of the resolution that posted it.
    pub entries: Vec<Booked>,
}

/// Where the books have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It stands.
    Stands,
    /// It is voided or cancelled.
    Void,
    /// It is not there.
    Gone,
    /// It was refused to be read, for this reason.
    Unread(String),
}

/// What the books say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theirs {
    /// Where they have it.
    pub standing: Standing,
    /// Its entries, those that take it back included.
    pub entries: Vec<Booked>,
}

/// Both sides of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// As posted.
    pub ours: Ours,
    /// As the books have it.
    pub theirs: Theirs,
}

/// Entries of a resolution, on the day that they were posted on.
#[must_use]
pub fn ours(entries: &[Entry], day: Date) -> Vec<Booked> {
    let day = day.to_string();
    entries
        .iter()
        .map(|entry| Booked {
            day: day.clone(),
            account: entry.account.clone(),
            debit: entry.debit,
            credit: entry.credit,
        })
        .collect()
}
