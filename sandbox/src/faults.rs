//! Faults that a test sets: which request they strike, and what happens to it.
//!
//! System-neutral: the accounting system only words the refusals. Invariant: a fault strikes at
//! most `times` requests, after letting the first `skip` matching ones pass.

use std::sync::{Mutex, PoisonError};

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
            Self::ExpireTokens => "expire_tokens",
            Self::RevokeRefresh => "revoke_refresh",
        }
    }

    /// Whether one operation inside a batch can be struck without the others.
    fn strikes_one_operation(self) -> bool {
        matches!(self, Self::Status | Self::ErrorAfterCommit)
    }
}

/// On which side of the work a delay lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum When {
    BeforeCommit,
    AfterCommit,
}

/// One fault as it is set and listed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    /// Exact method; absent: any.
    pub(crate) method: Option<String>,
    /// Part of the decoded path; absent: any. Upper and lower case count as equal.
    pub(crate) path: Option<String>,
    /// Part of the request's body; absent: any.
    pub(crate) body: Option<String>,
    #[serde(default = "once")]
    pub(crate) times: u32,
    #[serde(default)]
    pub(crate) skip: u32,
    pub(crate) kind: Kind,
    /// Length of a delay in milliseconds.
    pub(crate) ms: Option<u64>,
    pub(crate) when: Option<When>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) retry_after_seconds: Option<u32>,
    /// How many requests it struck so far.
    #[serde(default, skip_deserializing)]
    pub(crate) struck: u32,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// Refuses a fault that lacks a figure it needs or has one that means nothing for its kind.
    ///
    /// # Errors
    /// The sentence that says what to change.
    pub(crate) fn check(&self) -> Result<(), String> {
        let kind = self.kind.name();
        let is_delay = self.kind == Kind::Delay;
        let answers = matches!(self.kind, Kind::Status | Kind::ErrorAfterCommit);
        if is_delay != (self.ms.is_some() && self.when.is_some()) {
            return Err(format!("`ms` and `when` belong to a delay; this is `{kind}`."));
        }
        if !is_delay && (self.ms.is_some() || self.when.is_some()) {
            return Err(format!("`ms` and `when` belong to a delay; this is `{kind}`."));
        }
        if answers && !self.status.is_some_and(|status| (400..600).contains(&status)) {
            return Err(format!("`{kind}` needs a `status` from 400 to 599."));
        }
        let worded = self.code.is_some() || self.text.is_some() || self.status.is_some();
        if !answers && (worded || self.retry_after_seconds.is_some()) {
            return Err(format!("`{kind}` answers nothing: leave out status, code and text."));
        }
        Ok(())
    }

    fn strikes(&self, operation: &Operation<'_>) -> bool {
        let path = operation.path.to_lowercase();
        self.method.as_deref().is_none_or(|it| it.eq_ignore_ascii_case(operation.method))
            && self.path.as_deref().is_none_or(|it| path.contains(&it.to_lowercase()))
            && self.body.as_deref().is_none_or(|it| operation.body.contains(it))
    }
}

/// What a request asks for: itself, or one operation inside a batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) body: &'a str,
}

/// The faults that strike one request.
#[derive(Debug, Default)]
pub(crate) struct Struck {
    /// Those of the whole request.
    pub(crate) whole: Vec<Fault>,
    /// Those of single operations in a batch, by position.
    pub(crate) operations: Vec<(usize, Fault)>,
}

impl Struck {
    pub(crate) fn first(&self, kind: Kind) -> Option<&Fault> {
        self.whole.iter().find(|fault| fault.kind == kind)
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        let operations = self.operations.iter().map(|(_, fault)| fault);
        self.whole.iter().chain(operations).map(|fault| fault.kind.name()).collect()
    }
}

/// All faults that are set.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    pub(crate) fn add(&self, faults: Vec<Fault>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Finds and counts the faults that strike a request and the operations inside it.
    pub(crate) fn strike(&self, whole: Operation<'_>, inner: &[Operation<'_>]) -> Struck {
        let mut struck = Struck::default();
        let mut faults = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for fault in faults.iter_mut() {
            if fault.strikes(&whole) {
                if spend(fault) {
                    struck.whole.push(fault.clone());
                }
                continue;
            }
            for (position, operation) in inner.iter().enumerate() {
                if !fault.strikes(operation) || !spend(fault) {
                    continue;
                }
                if fault.kind.strikes_one_operation() {
                    struck.operations.push((position, fault.clone()));
                } else {
                    struck.whole.push(fault.clone());
                    break;
                }
            }
        }
        struck
    }
}

/// Counts one match; true when the fault strikes.
fn spend(fault: &mut Fault) -> bool {
    if fault.struck >= fault.times {
        return false;
    }
    if fault.skip > 0 {
        fault.skip -= 1;
        return false;
    }
    fault.struck += 1;
    true
}
