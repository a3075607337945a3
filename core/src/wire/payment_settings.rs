//! What decides about payments besides the documents: system, mapping, go-live (R17, R26).
//!
//! Not a connection: no credentials, no company.

use super::object::object;
use super::{Chart, Date, Mapping, System};

object! {
    /// The settings that payments are judged by.
    struct PaymentSettings {
        /// The accounting system; a document may name another.
        pub system: System,
        /// Whether customer payments are exported, and to which deposit account.
        pub mapping: Mapping,
        /// Payments of older documents are skipped.
        pub go_live: Option<Date> = None,
        /// The chart, where it is at hand: it names the deposit account, and refuses one that may not
        /// stand there (R12).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub chart: Option<Chart> = None,
    }
}
