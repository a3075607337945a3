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
    /// What has to be mended, where one thing can be named: a slot, an account, a party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What happened in the books, and the next step.
    pub message: String,
}

impl Held {
    /// It goes on when mapping, settings, catalogue, chart or connection change.
    #[must_use]
    pub fn config(reason: &str, message: String) -> Held {
        Held::of(Class::NeedsConfig, reason, message)
    }

    /// A person decides.
    #[must_use]
    pub fn person(reason: &str, message: String) -> Held {
        Held::of(Class::NeedsPerson, reason, message)
    }

    /// It goes on by itself.
    #[must_use]
    pub fn for_now(reason: &str, message: String) -> Held {
        Held::of(Class::Transient, reason, message)
    }

    /// The same about one thing that has to be mended.
    #[must_use]
    pub fn about(self, subject: impl Into<String>) -> Held {
        Held { subject: Some(subject.into()), ..self }
    }

    fn of(class: Class, reason: &str, message: String) -> Held {
        Held { reason: reason.to_owned(), class, subject: None, message }
    }
}
