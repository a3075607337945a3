//! A connection's mapping: one draft on the server, and the versions that were submitted (R16).

use crate::wire::object::answer;
use crate::wire::{Finding, Mapping};

answer! {
    /// Answer of `GET /subsidiaries/{id}/mapping`.
    struct MappingState {
        /// What is being edited. Its `revision` is the `ETag` of the draft's routes.
        pub draft: Draft,
        /// What posts today.
        pub active: Option<Version> = None,
    }
}

answer! {
    /// The draft: may have errors, is kept on the server, one per connection.
    struct Draft {
        /// Grows by one with every save.
        pub revision: u64,
        /// What is mapped so far.
        pub mapping: Mapping,
        /// Done ended the mapping step for this revision.
        pub done: bool,
        /// Who saved it last; none for a draft that nobody has touched.
        pub saved_by: Option<String> = None,
        /// When.
        pub saved_at: Option<String> = None,
        /// Validation of this draft against the chart and the catalogue.
        pub findings: Vec<Finding>,
    }
}

answer! {
    /// A submitted version. Rows of `GET /subsidiaries/{id}/mapping/versions`.
    struct Version {
        /// 1, 2, 3 …
        pub version: u64,
        /// What was mapped.
        pub mapping: Mapping,
        /// Who submitted it.
        pub submitted_by: String,
        /// When.
        pub submitted_at: String,
    }
}
