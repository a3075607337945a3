//! Live updates: what changed, never what it is now. Whoever hears of a change reads again, so a
//! lost connection loses nothing.

use serde::{Deserialize, Serialize};

/// What kind of thing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A subsidiary was added, or its catalogue changed.
    Subsidiary,
    /// Its connection or its chart of accounts.
    Connection,
    /// Its mapping: the draft, or the version that posts.
    Mapping,
    /// Its documents: one came, or one moved on.
    Documents,
    /// Its runs: one began or ended.
    Runs,
    /// Payments on its documents, or on documents that are not known yet: one came, or one moved on.
    Payments,
    /// What a reading of the books found, or how far it has come.
    Reconciliation,
}

/// One `changed` event of `GET /events`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changed {
    /// The subsidiary's source id.
    pub subsidiary: String,
    /// What kind of thing.
    pub kind: ChangeKind,
}
