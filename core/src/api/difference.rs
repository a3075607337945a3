//! What the source changed since a document was posted: was and is, with the money (R45).

use serde::{Deserialize, Serialize};

use crate::wire::Amount;

/// What the source changed since a document was posted: was and is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Difference {
    /// Fields of the head that changed.
    pub fields: Vec<ChangedField>,
    /// Lines that changed, are gone, or are new.
    pub lines: Vec<ChangedLine>,
    /// The total as posted.
    pub was: Amount,
    /// The total as the source has it now.
    pub is: Amount,
    /// `is` less `was`.
    pub difference: Amount,
}

/// One field of a document's head that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedField {
    /// Its name in the public format.
    pub field: String,
    /// What was posted.
    pub was: Option<String>,
    /// What the source says now.
    pub is: Option<String>,
}

/// One line that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedLine {
    /// The line's id.
    pub line: String,
    /// As posted; none for a new line.
    pub was: Option<LineContent>,
    /// As the source has it now; none for a line that is gone.
    pub is: Option<LineContent>,
    /// What it adds to the total, or takes from it.
    pub difference: Amount,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineContent {
    /// Category, item and part: `e_check.advance.fee`.
    pub item: String,
    /// What people read.
    pub description: Option<String>,
    /// The line's money.
    pub amount: Amount,
}
