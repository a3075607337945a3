//! What went wrong while somebody waited for an answer: a code for programs, words for a person,
//! and the class that decides what happens next. The only error of [`super::Sync`]'s own calls.

use crate::connectors::{Class, Rejection};
use crate::store::StoreError;

/// A request to the accounting system that did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Trouble {
    /// Stable name of the cause, such as `wrong_secret`.
    pub code: &'static str,
    /// What decides about retries (R42).
    pub class: Class,
    /// What happened, to which thing, and the next step. Never a secret.
    pub message: String,
    /// HTTP status that fits.
    pub status: u16,
}

impl Trouble {
    /// A person asked for something that cannot be done as things stand (409).
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Trouble {
        Trouble { code, class: Class::NeedsPerson, message: message.into(), status: 409 }
    }

    /// Nothing of that id exists for this tenant (404).
    pub fn missing(code: &'static str, message: impl Into<String>) -> Trouble {
        Trouble { code, class: Class::NeedsPerson, message: message.into(), status: 404 }
    }

    /// What the person gave cannot be used (422).
    pub fn refused(code: &'static str, class: Class, message: impl Into<String>) -> Trouble {
        Trouble { code, class, message: message.into(), status: 422 }
    }

    /// The accounting system did not do its part; trying again later may help (502).
    pub fn remote(code: &'static str, message: impl Into<String>) -> Trouble {
        Trouble { code, class: Class::Transient, message: message.into(), status: 502 }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Trouble {
        tracing::error!(error = %error, "store failed during a sync request");
        Trouble {
            code: "store_unavailable",
            class: Class::Transient,
            message: error.cause().words(),
            status: 503,
        }
    }
}

impl From<Rejection> for Trouble {
    fn from(rejection: Rejection) -> Trouble {
        let status = match rejection.class {
            Class::Transient => 502,
            Class::RateLimited => 503,
            Class::Auth | Class::NeedsConfig | Class::NeedsPerson | Class::Permanent => 422,
        };
        Trouble { code: rejection.code, class: rejection.class, message: rejection.message, status }
    }
}
