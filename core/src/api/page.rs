//! A list that pages by cursor.

use serde::{Deserialize, Serialize};

/// One page of a list. `next` is the cursor of the following page; without it this is the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows, in the order that the route documents.
    pub items: Vec<T>,
    /// Pass as `?cursor=` to read on.
    pub next: Option<String>,
}
