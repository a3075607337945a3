//! Causes: what a person mends once, however many documents it keeps from the books.
//!
//! Not the reasons themselves, which the other decisions give. Invariant: the key is made here and
//! nowhere else, from the reason and from what has to be mended; the same two give the same key.

use super::{Class, Held};
use serde::{Deserialize, Serialize};

/// Why documents are not posted, and what has to be mended for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cause {
    /// Names the cause in addresses, requests and queries: `default_missing:defaults.revenue`.
    pub key: String,
    /// Stable name of the reason, such as `party_ambiguous`.
    pub reason: String,
    /// What has to be mended, where one thing can be named: the path of a slot of the mapping, the
    /// id or number of an account, the name of a party.
    pub subject: Option<String>,
    /// Who ends the wait (R42).
    pub class: Class,
}

impl Cause {
    /// The cause of this reason about this subject.
    #[must_use]
    pub fn new(reason: &str, subject: Option<&str>, class: Class) -> Cause {
        Cause {
            key: key(reason, subject),
            reason: reason.to_owned(),
            subject: subject.map(str::to_owned),
            class,
        }
    }

    /// The cause of what is held.
    #[must_use]
    pub fn of(held: &Held) -> Cause {
        Cause::new(&held.reason, held.subject.as_deref(), held.class)
    }
}

/// The key of a cause: the reason, and after a colon what has to be mended.
#[must_use]
pub fn key(reason: &str, subject: Option<&str>) -> String {
    match subject {
        Some(subject) => format!("{reason}:{subject}"),
        None => reason.to_owned(),
    }
}

/// Reason and subject of a key.
#[must_use]
pub fn parts(key: &str) -> (&str, Option<&str>) {
    match key.split_once(':') {
        Some((reason, subject)) => (reason, Some(subject)),
        None => (key, None),
    }
}

/// Whether a reason that an accounting system gave is about the document's party: mended once, it is
/// mended for all documents of that party.
#[must_use]
pub fn is_about_party(reason: &str) -> bool {
    reason.starts_with("party_") || reason == "posting_group_missing"
}
