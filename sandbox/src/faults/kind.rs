//! What faults do.

use serde::{Deserialize, Serialize};

/// What a fault does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// The connection closes before anything is read into the books.
    DropBefore,
    /// The work is done, then the connection closes without a reply.
    CommitThenDrop,
    /// The reply comes late; `when` says whether the work is done before or after the wait.
    Delay,
    /// The work is done, the reply says `status`.
    ErrorAfterCommit,
    /// The work is done, half of the reply's body arrives.
    HalfReply,
    /// Nothing is done, the reply says `status`.
    Status,
    /// An operation is not done, and the reply of its batch leaves it out.
    LeftOut,
    /// Every access token ends before the request is looked at.
    ExpireTokens,
    /// Every refresh token is revoked before the request is looked at.
    RevokeRefresh,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DropBefore => "drop_before",
            Self::CommitThenDrop => "commit_then_drop",
            Self::Delay => "delay",
            Self::ErrorAfterCommit => "error_after_commit",
            Self::HalfReply => "half_reply",
            Self::Status => "status",
            Self::LeftOut => "left_out",
            Self::ExpireTokens => "expire_tokens",
            Self::RevokeRefresh => "revoke_refresh",
        }
    }

    /// Whether one operation inside a batch can be struck without the others.
    pub(super) fn strikes_one_operation(self) -> bool {
        matches!(self, Self::Status | Self::ErrorAfterCommit | Self::LeftOut)
    }

    /// Whether a request as a whole can be struck.
    pub(super) fn strikes_requests(self) -> bool {
        self != Self::LeftOut
    }
}

/// On which side of the work a delay lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    BeforeCommit,
    AfterCommit,
}
