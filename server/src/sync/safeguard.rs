//! What keeps sync from losing and doubling, by name, so that a test can leave one out and watch it go
//! wrong. A proof that nothing is doubled is worth as much as its failing without them.
//!
//! Not a setting: no flag, file or route leads here, and a server starts with all of them. Invariant:
//! where one is left out, nothing else changes.

use super::Inner;

/// One safeguard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safeguard {
    /// The intent is durable before its request leaves (R40).
    Intent,
    /// What was not answered is left alone until nothing can be at work on it (R41).
    Quarantine,
    /// The books are asked before anything is made (R41).
    LookUp,
}

impl Inner {
    /// Whether `safeguard` is in place.
    pub(super) fn keeps(&self, safeguard: Safeguard) -> bool {
        self.left_out != Some(safeguard)
    }
}
