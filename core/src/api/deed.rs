//! Who did what to a subsidiary's settings and mapping, when (R53).

use serde::{Deserialize, Serialize};

use crate::slot::Slot;

/// Something that somebody did. Rows of `GET /subsidiaries/{id}/deeds`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deed {
    /// Its id.
    pub id: String,
    /// When.
    pub at: String,
    /// A person's or a key's name and id, or `operator`.
    pub actor: String,
    /// What was done, such as `mapping.submit`.
    pub action: String,
    /// The slots of the mapping that it changed.
    pub slots: Vec<SlotChange>,
}

/// A slot of the mapping that somebody changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotChange {
    /// The slot.
    pub slot: Slot,
    /// The account's id before; none where none was set.
    pub was: Option<String>,
    /// The account's id after.
    pub is: Option<String>,
}
