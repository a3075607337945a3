//! Why something was not done, as far as it decides what happens next (R42). The class alone
//! decides; code and words are for people.

use serde::{Deserialize, Serialize};

/// Class of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
// An account has a class too, and a name stands once among the schemas.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = FailureClass))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Retries by itself, with growing pauses.
    Transient,
    /// Retries by itself once the remote allows.
    RateLimited,
    /// Pauses the lane until somebody signs in again.
    Auth,
    /// Waits, and is redone by itself when mapping, settings, catalogue or chart change.
    NeedsConfig,
    /// Waits for a person.
    NeedsPerson,
    /// Waits for a person; the same again will never be accepted.
    Permanent,
}

impl Class {
    /// Whether it retries by itself.
    #[must_use]
    pub fn retries(self) -> bool {
        matches!(self, Class::Transient | Class::RateLimited)
    }
}
