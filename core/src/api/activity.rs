//! Activity: what a subsidiary's documents wait for, in four lists and by cause, so that one thing
//! is mended once for all documents that it holds.

use serde::{Deserialize, Serialize};

use super::{ConnectionWarning, Progress};

/// Answer of `GET /subsidiaries/{id}/activity`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Will be posted by itself.
    pub waiting: ListSum,
    /// On its way: being sent, or sent and not answered yet.
    pub sending: ListSum,
    /// Waits for a person.
    pub needs_you: ListSum,
    /// In the books, of the last 30 days.
    pub posted: ListSum,
    /// Not posted for a reason that is meant, of the last 30 days.
    pub skipped: ListSum,
    /// What holds the documents that need a person, most documents first, 50 at most.
    pub causes: Vec<CauseGroup>,
    /// Causes beyond those.
    pub more_causes: u64,
    /// What the waiting documents wait for, where it is more than their turn.
    pub waits: Vec<CauseGroup>,
    /// How far the run has come that goes on now.
    pub progress: Option<Progress>,
    /// What a person should do before the connection stops working.
    pub warning: Option<ConnectionWarning>,
    /// When the last run ended.
    pub last_sync_at: Option<String>,
    /// When something is done next without anything new arriving; none where nothing is planned.
    pub next_sync_at: Option<String>,
}

/// One list's documents and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListSum {
    /// How many documents.
    pub count: u64,
    /// Their totals, by currency.
    pub money: Vec<Money>,
}

/// A sum in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Currency code.
    pub currency: String,
    /// Two decimals.
    pub amount: String,
}

/// Documents that wait for the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CauseGroup {
    /// Names the cause in `?cause=` and in the routes that act on all its documents.
    pub key: String,
    /// The cause in a few words: `Detention, revenue has no account`.
    pub title: String,
    /// What the oldest of its documents says, with the next step.
    pub message: String,
    /// How many documents.
    pub count: u64,
    /// Their totals, by currency.
    pub money: Vec<Money>,
    /// The date of the oldest document.
    pub oldest: String,
    /// Our id of the document that has waited longest.
    pub first: String,
    /// What mends it.
    pub mend: Mend,
}

/// What mends a cause, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mend {
    /// The place.
    pub at: MendAt,
    /// What to look for there, where one thing can be named: an item of the mapping.
    pub find: Option<String>,
}

/// Where a cause is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MendAt {
    /// In the mapping: an account is chosen.
    Mapping,
    /// Among the defaults: an account is chosen.
    Defaults,
    /// On the connect screen: sign-in, company, settings, mapping not submitted.
    Connect,
    /// On the document's page: a party is chosen, or what was posted is compared.
    Document,
    /// In the accounting system.
    Books,
    /// At the source.
    Source,
    /// By waiting: it is tried again by itself.
    Nothing,
}
