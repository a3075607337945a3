//! Reconciliation: what Waypost posted beside what the books say of the same documents, account by
//! account and day by day, and the documents behind each difference.

use serde::{Deserialize, Serialize};

use crate::wire::{Amount, Date, Kind};

/// Body of `POST /subsidiaries/{id}/reconciliation`: the days that the books are read for, both
/// included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Answer of `GET` and `POST /subsidiaries/{id}/reconciliation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reconciliation {
    /// Which days.
    pub period: Period,
    /// The reading that goes on; none while nobody asked for one.
    pub reading: Option<Reading>,
    /// What the last reading found; none before the first. It stays while another goes on.
    pub result: Option<Reconciled>,
}

/// A reading of the books that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reading {
    /// When it was asked for.
    pub asked_at: String,
    /// Documents that were read.
    pub done: u64,
    /// Documents that are to be read; 0 until they are counted.
    pub of: u64,
    /// What is in its way; it goes on by itself once that is gone.
    pub trouble: Option<String>,
}

/// What a reading found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reconciled {
    /// When the books had been read.
    pub read_at: String,
    /// Documents of the period were posted or changed by Waypost since: read again.
    pub outdated: bool,
    /// How many documents were compared.
    pub documents: u64,
    /// The same in words: whether both agree to the cent.
    pub message: String,
    /// All accounts together: each side's debits equal its credits.
    pub totals: Sides,
    /// By account, in the order of their numbers.
    pub accounts: Vec<ReconciledAccount>,
    /// Documents that the books have otherwise, or not at all.
    pub differing: Vec<ReconciledDocument>,
}

/// Debits and credits of both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sides {
    /// What Waypost posted in debit.
    pub our_debit: Amount,
    /// What Waypost posted in credit.
    pub our_credit: Amount,
    /// What the books have in debit.
    pub their_debit: Amount,
    /// What the books have in credit.
    pub their_credit: Amount,
    /// Debit less credit in the books, less the same of ours.
    pub difference: Amount,
}

impl Sides {
    /// Debit less credit of ours.
    #[must_use]
    pub fn ours(&self) -> Amount {
        net(self.our_debit, self.our_credit)
    }

    /// Debit less credit in the books.
    #[must_use]
    pub fn theirs(&self) -> Amount {
        net(self.their_debit, self.their_credit)
    }
}

/// Neither of the two is below 0.00, so the difference of both is an amount.
fn net(debit: Amount, credit: Amount) -> Amount {
    Amount::from_cents(debit.cents() - credit.cents()).unwrap_or_default()
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReconciledAccount {
    /// Its id in the books; empty for what the books do not show by account.
    pub account: String,
    /// Its number there, where it has one.
    pub number: Option<String>,
    /// Its name there.
    pub name: String,
    /// Its sums over the period.
    pub sums: Sides,
    /// The same day by day, where days were asked for; else empty.
    pub days: Vec<ReconciledDay>,
}

/// One day of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReconciledDay {
    /// `2026-09-16`; outside of the period where the books have a document on another day.
    pub day: String,
    /// Its sums.
    pub sums: Sides,
}

/// What became of a document in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Deviation {
    /// Its amounts, accounts or day are not those that were posted.
    Changed,
    /// It is voided or cancelled.
    Voided,
    /// The books do not have it any more.
    Gone,
    /// It was refused to be read.
    Unread,
}

/// A document that the books have otherwise than Waypost posted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReconciledDocument {
    /// Our id, for the other routes.
    pub document: String,
    /// Its number at the source.
    pub number: String,
    /// Its number in the books.
    pub remote_number: String,
    /// Invoice or bill.
    pub kind: Kind,
    /// The day that it was posted on.
    pub day: String,
    /// What became of it.
    pub deviation: Deviation,
    /// What differs, in words.
    pub message: String,
    /// The accounts that differ, by id and day, with both sides.
    pub accounts: Vec<DifferingAccount>,
}

/// One account of a document that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DifferingAccount {
    /// The account's id in the books.
    pub account: String,
    /// The day.
    pub day: String,
    /// Debit less credit as posted.
    pub ours: Amount,
    /// Debit less credit in the books.
    pub theirs: Amount,
}
