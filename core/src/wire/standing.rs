//! How a document stands when payments are judged: what it comes to, whether it is in the books, and
//! what was paid.
//!
//! Not the document itself: its lines do not matter any more. Nothing here is computed; the rules of
//! payments stand in [`crate::payment`].

use super::names::names;
use super::object::object;
use super::{Amount, Date, Kind, Origin, System, currency, id};

names! {
    /// How far a document has come.
    "a state of a document" enum State {
        /// To be sent.
        Waiting = "waiting",
        /// Being sent.
        Sending = "sending",
        /// Sent, without an answer yet.
        Checking = "checking",
        /// In the books.
        Posted = "posted",
        /// Not sent, for a reason.
        Skipped = "skipped",
        /// Waiting for a person.
        NeedsYou = "needs_you",
        /// In the books and paid: the load is completed, or the bill closed (R35).
        Completed = "completed",
    }
}

object! {
    /// An invoice or a bill as payments meet it.
    struct Standing {
        /// The source's id.
        pub id: String as id::Plain,
        /// Invoice or bill.
        pub kind: Kind,
        /// What it was formed from.
        pub origin: Origin,
        /// The number people know it by; the id when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub number: Option<String> = None,
        /// What it comes to.
        pub total: Amount,
        /// Three capital letters (ISO 4217).
        #[serde(skip_serializing_if = "Option::is_none")]
        pub currency: Option<String> as currency::Plain = None,
        /// The document's date.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub date: Option<Date> = None,
        /// The accounting system of its books; the connection's when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub system: Option<System> = None,
        /// How far it has come.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub state: Option<State> = None,
        /// Whether it stands in the books; where absent, the state says so.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub exported: Option<bool> = None,
        /// What was paid by payments that are not listed in `payments`.
        #[serde(skip_serializing_if = "is_nothing")]
        pub paid: Amount = Amount::ZERO,
        /// What is open in the books, where they were asked.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub balance: Option<Amount> = None,
        /// How much of it credits have settled in the books.
        #[serde(skip_serializing_if = "is_nothing")]
        pub credited: Amount = Amount::ZERO,
        /// The payments that have been applied to it.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub payments: Vec<Applied> = Vec::new(),
    }
}

object! {
    /// A payment that has been applied to a document.
    struct Applied {
        /// The payment's id.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub payment: Option<String> as id::Optional = None,
        /// Its id in the accounting system.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub remote_id: Option<String> as id::Optional = None,
        /// How much of it went to the document.
        pub amount: Amount,
        /// Whether it came from the books.
        pub imported: bool = false,
        /// Whether it was sent to the books (R34).
        pub exported: bool = false,
        /// Whether it completed the document, alone or with others (R35).
        pub completed: bool = false,
        /// Whether it completed the document once, before that was reopened (R35).
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        pub released: bool = false,
    }
}

/// A figure that is not written.
fn is_nothing<T: Default + PartialEq>(figure: &T) -> bool {
    *figure == T::default()
}
