//! Settings of a connection that decide about documents (R26).
//!
//! Not the mapping: transaction types, payment export and the deposit account stand there.

use super::names::names;
use super::object::object;
use super::{Date, Extra};

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

object! {
    /// Settings of a connection.
    struct Settings {
        /// Company drivers' (W-2) statements are paid through payroll and not exported.
        pub exclude_w2_statements: bool = false,
        /// What becomes of a document below zero.
        pub negative_documents: NegativeDocuments = NegativeDocuments::Hold,
        /// Older documents are skipped.
        pub go_live: Option<Date> = None,
        /// What becomes of a document in a closed period.
        pub closed_periods: ClosedPeriods = ClosedPeriods::Park,
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            exclude_w2_statements: false,
            negative_documents: NegativeDocuments::Hold,
            go_live: None,
            closed_periods: ClosedPeriods::Park,
            extra: Extra::default(),
        }
    }
}
