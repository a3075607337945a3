//! How a factor's report names its columns (R37).
//!
//! Not the report: that is CSV. Remembered with the connection, so that the next report of the same
//! factor is read without asking.

use super::Extra;
use serde::{Deserialize, Serialize};

/// The headings of a factoring report, compared without regard to case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FactoringColumns {
    /// The load's number.
    pub load: String,
    /// What the factor bought: the invoice's total.
    #[serde(default)]
    pub gross: Option<String>,
    /// What the factor kept.
    #[serde(default)]
    pub fee: Option<String>,
    /// What the factor paid out.
    #[serde(default)]
    pub net: Option<String>,
    /// The day of the payment.
    pub date: String,
    /// The factor's reference.
    #[serde(default)]
    pub reference: Option<String>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}
