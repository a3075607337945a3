//! Runs: what one activation of a lane did for one subsidiary, how far a long one has come, and
//! what a month of them looks like day by day.

use serde::{Deserialize, Serialize};

use super::{DocumentRow, PaymentRow};

/// What a run was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunKind {
    /// Documents went to the books.
    Export,
    /// The chart of accounts was read.
    Chart,
    /// Payments went to the books.
    PaymentExport,
    /// Payments were read from the books.
    PaymentImport,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// Everything that was due was done.
    Done,
    /// The accounting system paused us, or no longer accepts the sign-in (R42).
    LaneClosed,
    /// The worker went away or lost its lease; another went on (R43).
    LaneLost,
    /// The server was stopped.
    Stopped,
    /// What was asked for was refused, or a fault of our own stopped it.
    Failed,
}

/// One run. Rows of `GET /subsidiaries/{id}/runs`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Run {
    /// Our id.
    pub id: String,
    /// What it was for.
    pub kind: RunKind,
    /// When it began.
    pub started_at: String,
    /// When it ended; none while it goes on.
    pub ended_at: Option<String>,
    /// Why it ended; none while it goes on.
    pub end: Option<RunEnd>,
    /// When it goes on, where the lane was closed.
    pub resumes_at: Option<String>,
    /// Documents that were due when it began.
    pub due: u64,
    /// Documents that reached the books while it ran.
    pub posted: u64,
    /// Documents that came to wait for a person.
    pub held: u64,
    /// Documents whose try failed, and which are tried again by themselves.
    pub failed: u64,
    /// What it did with payments; none where it was not about payments.
    pub payments: Option<RunPayments>,
    /// Requests to the accounting system; none while it goes on.
    pub requests: Option<u64>,
    /// How far it has come, while it goes on.
    pub progress: Option<Progress>,
}

/// What a run did with payments on a subsidiary's documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunPayments {
    /// Payments that reached the books.
    pub exported: u64,
    /// Payments of the books that closed what they pay.
    pub imported: u64,
    /// Payments whose try failed, and which are tried again by themselves.
    pub failed: u64,
    /// What the books changed after it counted here (R35).
    pub drift: u64,
    /// Payments that were neither sent nor taken over, by why; the most frequent reason first.
    pub left: Vec<PaymentsLeft>,
}

/// Payments that a run left where they were, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentsLeft {
    /// Stable name of the reason, as in `GET /payments`.
    pub reason: String,
    /// What is said of one of them, with the next step.
    pub message: String,
    /// Whether a person has to look.
    pub needs_you: bool,
    /// How many payments.
    pub count: u64,
}

/// How far a long run has come (R46): counted, never guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Progress {
    /// Documents that are posted, skipped or held.
    pub done: u64,
    /// Those and the ones that are still to go.
    pub of: u64,
    /// The same in words, with the least time that the system's limit leaves.
    pub message: String,
}

/// Answer of `GET /subsidiaries/{id}/runs/{run}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RunDetail {
    /// As in the list.
    pub run: Run,
    /// Documents that last changed while it ran, newest first, 100 at most; none of a run about payments.
    pub documents: Vec<DocumentRow>,
    /// Payments that last changed while it ran, newest first, 100 at most; none of a run about documents.
    pub payments: Vec<PaymentRow>,
}

/// One day of a subsidiary's runs, by the day on which they began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Day {
    /// `2026-09-16`.
    pub date: String,
    /// Documents that reached the books.
    pub posted: u64,
    /// Documents that came to wait for a person.
    pub held: u64,
    /// Tries that failed and are repeated.
    pub failed: u64,
}

/// Thirty days of a subsidiary, oldest first, days without a run included. Rows of `GET /runs/days`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubsidiaryDays {
    /// The source's id.
    pub subsidiary: String,
    /// The days.
    pub days: Vec<Day>,
}
