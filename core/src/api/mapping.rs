//! A connection's mapping: one draft on the server, and the versions that were submitted (R16).

use serde::{Deserialize, Serialize};

use crate::wire::{Finding, Mapping};

/// Answer of `GET /subsidiaries/{id}/mapping`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappingState {
    /// What is being edited. Its `revision` is the `ETag` of the draft's routes.
    pub draft: Draft,
    /// What posts today.
    pub active: Option<Version>,
}

/// The draft: may have errors, is kept on the server, one per connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// Grows by one with every save.
    pub revision: u64,
    /// What is mapped so far.
    pub mapping: Mapping,
    /// Done ended the mapping step for this revision.
    pub done: bool,
    /// Who saved it last; none for a draft that nobody has touched.
    pub saved_by: Option<String>,
    /// When.
    pub saved_at: Option<String>,
    /// Validation of this draft against the chart and the catalogue.
    pub findings: Vec<Finding>,
}

/// A submitted version. Rows of `GET /subsidiaries/{id}/mapping/versions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Version {
    /// 1, 2, 3 …
    pub version: u64,
    /// What was mapped.
    pub mapping: Mapping,
    /// Who submitted it.
    pub submitted_by: String,
    /// When.
    pub submitted_at: String,
}
