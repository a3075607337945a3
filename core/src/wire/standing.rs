//! How a document stands when payments are judged: what it comes to, whether it is in the books, and
//! what was paid.
//!
//! Not the document itself: its lines do not matter any more. Nothing here is computed; the rules of
//! payments stand in [`crate::payment`].

use super::names::names;
use super::{Amount, Date, Extra, Kind, Origin, System, currency, id};
use serde::{Deserialize, Serialize};

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

/// An invoice or a bill as payments meet it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// The source's id.
    #[serde(deserialize_with = "id::plain")]
    pub id: String,
    /// Invoice or bill.
    pub kind: Kind,
    /// What it was formed from.
    pub origin: Origin,
    /// The number people know it by; the id when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it comes to.
    pub total: Amount,
    /// Three capital letters (ISO 4217).
    #[serde(
        default,
        deserialize_with = "currency::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<String>,
    /// The document's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The accounting system of its books; the connection's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<System>,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Whether it stands in the books; where absent, the state says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported: Option<bool>,
    /// What was paid by payments that are not listed in `payments`.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub paid: Amount,
    /// What is open in the books, where they were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<Amount>,
    /// How much of it credits have settled in the books.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub credited: Amount,
    /// The payments that have been applied to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Applied>,
    /// Fields of later versions.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", schema(ignore))]
    pub extra: Extra,
}

/// A payment that has been applied to a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applied {
    /// The payment's id.
    #[serde(default, deserialize_with = "id::optional", skip_serializing_if = "Option::is_none")]
    pub payment: Option<String>,
    /// Its id in the accounting system.
    #[serde(default, deserialize_with = "id::optional", skip_serializing_if = "Option::is_none")]
    pub remote_id: Option<String>,
    /// How much of it went to the document.
    pub amount: Amount,
    /// Whether it came from the books.
    #[serde(default)]
    pub imported: bool,
    /// Whether it was sent to the books (R34).
    #[serde(default)]
    pub exported: bool,
    /// Whether it completed the document, alone or with others (R35).
    #[serde(default)]
    pub completed: bool,
    /// Whether it completed the document once, before that was reopened (R35).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub released: bool,
}

/// A figure that is not written.
fn is_nothing<T: Default + PartialEq>(figure: &T) -> bool {
    *figure == T::default()
}
