//! How a factor's report names its columns (R37).
//!
//! Not the report: that is CSV. Remembered with the connection, so that the next report of the same
//! factor is read without asking.

use super::object::object;

object! {
    /// The headings of a factoring report, compared without regard to case.
    struct FactoringColumns {
        /// The load's number.
        pub load: String,
        /// What the factor bought: the invoice's total.
        pub gross: Option<String> = None,
        /// What the factor kept.
        pub fee: Option<String> = None,
        /// What the factor paid out.
        pub net: Option<String> = None,
        /// The day of the payment.
        pub date: String,
        /// The factor's reference.
        pub reference: Option<String> = None,
    }
}
