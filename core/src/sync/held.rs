//! Why a document, or a party, waits.

use super::Class;
use serde::{Deserialize, Serialize};

/// A reason to wait, and who ends the wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Stable name of the reason, such as `found_different`.
    pub reason: String,
    /// Decides whether it goes on by itself (R42).
    pub class: Class,
    /// What happened in the books, and the next step.
    pub message: String,
}

impl Held {
    /// It goes on when mapping, settings, catalogue, chart or connection change.
    pub(crate) fn config(reason: &str, message: String) -> Held {
        Held { reason: reason.to_owned(), class: Class::NeedsConfig, message }
    }

    /// A person decides.
    pub(crate) fn person(reason: &str, message: String) -> Held {
        Held { reason: reason.to_owned(), class: Class::NeedsPerson, message }
    }

    /// It goes on by itself.
    pub(crate) fn for_now(reason: &str, message: String) -> Held {
        Held { reason: reason.to_owned(), class: Class::Transient, message }
    }
}
