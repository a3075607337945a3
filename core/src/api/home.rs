//! A tenant's subsidiaries and where each stands.

use serde::{Deserialize, Serialize};

use super::{ConnectionSummary, StateCounts};
use crate::wire::Catalog;
use crate::wire::object::answer;

/// Body of `POST /subsidiaries`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewSubsidiary {
    /// The source's own id, such as `S-KF`: what documents carry in `subsidiary`.
    pub id: String,
    /// The legal entity's name.
    pub name: String,
}

answer! {
    /// One legal entity of the tenant. Rows of `GET /subsidiaries`.
    struct Subsidiary {
        /// The source's own id.
        pub id: String,
        /// The legal entity's name.
        pub name: String,
        /// Its link to the books; none until somebody starts to connect.
        pub connection: Option<ConnectionSummary> = None,
        /// How many documents stand in which state.
        pub counts: StateCounts,
        /// When a document was last posted.
        pub last_posted_at: Option<String> = None,
        /// When the last run ended.
        pub last_sync_at: Option<String> = None,
        /// When something is done next without anything new arriving; none where nothing is planned.
        pub next_sync_at: Option<String> = None,
    }
}

answer! {
    /// What a subsidiary's documents may carry. `GET` and answer of `PUT /subsidiaries/{id}/catalog`.
    struct CatalogState {
        /// Grows by one with every change; the `ETag`.
        pub version: u64,
        /// Current and retired items together, so that a mapping's rows never vanish.
        pub catalog: Catalog,
        /// Items that the source no longer lists, as `category.item` (`trip.per_diem`).
        pub retired: Vec<String>,
        /// Items that the last change brought, as `category.item`.
        pub added: Vec<String>,
    }
}
