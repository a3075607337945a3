//! Reopening what a payment closed: an operator's action with a reason, audited (R35, R53).
//!
//! Not a void: what stands in the books stays there, and whether it is mended there is a second step.

use crate::wire::Standing;

/// A document that is open again, with what the audit log keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// The document as it stands now: no payment counts as completing it.
    pub document: Standing,
    /// What the operator gave as reason.
    pub reason: String,
}

/// What reopening lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReopeningRefused {
    /// This person may not.
    #[error("reopening is a biller's or an administrator's action; ask one of them")]
    NotPermitted,
    /// It is open.
    #[error("the document is open; there is nothing to reopen")]
    NotCompleted,
    /// No reason was given.
    #[error("reopening needs a reason for the audit log; give one")]
    NoReason,
}

/// Reopens a completed document. Its payments stay on record: one that is seen again unchanged does not
/// close it a second time (R33); one that was changed is judged anew.
///
/// # Errors
/// [`ReopeningRefused`]: permission, state and reason are asked for in this order.
pub fn reopen(
    document: &Standing,
    may_reopen: bool,
    reason: &str,
) -> Result<Reopened, ReopeningRefused> {
    let reason = reason.trim();
    if !may_reopen {
        return Err(ReopeningRefused::NotPermitted);
    }
    if !document.is_completed() {
        return Err(ReopeningRefused::NotCompleted);
    }
    if reason.is_empty() {
        return Err(ReopeningRefused::NoReason);
    }
    Ok(Reopened { document: document.reopened(), reason: reason.to_owned() })
}
