//! Settings of a connection that decide about documents (R26).
//!
//! Not the mapping: transaction types, payment export and the deposit account stand there.

use super::names::names;
use super::{Date, Extra};
use serde::{Deserialize, Serialize};

names! {
    /// What becomes of a document below zero (R23).
    "a way to treat negative documents" enum NegativeDocuments {
        /// It waits for a person.
        Hold = "hold",
        /// A vendor credit or credit memo.
        VendorCredit = "vendor_credit",
        /// Carried to the next document.
        CarryForward = "carry_forward",
    }
}

names! {
    /// What becomes of a document in a closed period.
    "a closed-period policy" enum ClosedPeriods {
        /// Held with the period's dates.
        Park = "park",
        /// Posted on the first open day, with its own date in the memo.
        NextOpenDay = "next_open_day",
    }
}

/// Settings of a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// Company drivers' (W-2) statements are paid through payroll and not exported.
    #[serde(default)]
    pub exclude_w2_statements: bool,
    /// What becomes of a document below zero.
    #[serde(default = "hold")]
    pub negative_documents: NegativeDocuments,
    /// Older documents are skipped.
    #[serde(default)]
    pub go_live: Option<Date>,
    /// What becomes of a document in a closed period.
    #[serde(default = "park")]
    pub closed_periods: ClosedPeriods,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            exclude_w2_statements: false,
            negative_documents: hold(),
            go_live: None,
            closed_periods: park(),
            extra: Extra::default(),
        }
    }
}

fn hold() -> NegativeDocuments {
    NegativeDocuments::Hold
}

fn park() -> ClosedPeriods {
    ClosedPeriods::Park
}
