//! Why a worker stops what it is doing. What it left is durable, and the next activation goes on
//! from there.

use crate::store::StoreError;

/// A worker stops.
#[derive(Debug, thiserror::Error)]
pub(super) enum Halt {
    /// The database does not answer: nothing may be sent that could not be recorded.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another worker holds the lane now.
    #[error("the lane is held by another worker")]
    LaneLost,
    /// So much time passed after an intent was written that its request may no longer leave.
    #[error("too much time passed between an intent and its request")]
    TooLate,
    /// The lane's circuit is open: the remote as a whole fails, or asks to wait.
    #[error("the lane is closed for a while")]
    LaneClosed,
    /// What was to be read was refused; what was read before stays.
    #[error("not read")]
    Unread,
    /// A checkpoint said so, or the server is stopping.
    #[error("stopped")]
    Stopped,
    /// A stored value of ours cannot be written or read.
    #[error("a stored value cannot be written or read: {0}")]
    Value(#[from] serde_json::Error),
}
