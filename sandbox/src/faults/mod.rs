//! Faults that a test sets: which request they strike, and what happens to it.
//!
//! System-neutral: the accounting system only words the refusals. Invariant: a fault strikes at
//! most `times` requests, after letting the first `skip` matching ones pass; which of the others a
//! share strikes is a function of its seed and their count, never of time.

mod around;
mod kind;

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

pub(crate) use around::around;
pub(crate) use kind::{Kind, When};

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
    /// At most so many; absent: one, or without end where a share is given.
    pub(crate) times: Option<u32>,
    #[serde(default)]
    pub(crate) skip: u32,
    /// So many of a hundred, drawn by `seed`; absent: all.
    pub(crate) share_percent: Option<u32>,
    #[serde(default)]
    pub(crate) seed: u64,
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
    /// How many matched, those that it let pass aside.
    #[serde(default, skip)]
    matched: u64,
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
        if self.share_percent.is_some_and(|share| !(1..=100).contains(&share)) {
            return Err("`share_percent` is from 1 to 100.".to_owned());
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
            if fault.kind.strikes_requests() && fault.strikes(&whole) {
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
    let most = fault.times.unwrap_or(if fault.share_percent.is_some() { u32::MAX } else { 1 });
    if fault.struck >= most {
        return false;
    }
    if fault.skip > 0 {
        fault.skip -= 1;
        return false;
    }
    fault.matched += 1;
    if fault.share_percent.is_some_and(|share| drawn(fault.seed, fault.matched) >= share) {
        return false;
    }
    fault.struck += 1;
    true
}

/// A number below a hundred for the match of that count: SplitMix64.
fn drawn(seed: u64, count: u64) -> u32 {
    let mut mixed = seed.wrapping_add(count.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((mixed ^ (mixed >> 31)) % 100).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn struck(fault: serde_json::Value, requests: usize) -> Vec<usize> {
        let faults = Faults::default();
        faults.add(vec![serde_json::from_value(fault).unwrap()]);
        let post = Operation { method: "POST", path: "/salesInvoices", body: "" };
        (0..requests).filter(|_| !faults.strike(post, &[]).whole.is_empty()).collect()
    }

    #[test]
    fn a_share_strikes_about_so_many_and_the_same_ones_for_the_same_seed() {
        let share = |seed: u64| {
            struck(
                serde_json::json!({"kind": "drop_before", "share_percent": 20, "seed": seed}),
                1000,
            )
        };
        let first = share(7);
        assert!((150..250).contains(&first.len()), "{}", first.len());
        assert_eq!(first, share(7));
        assert_ne!(first, share(8));
    }

    #[test]
    fn a_count_is_kept_to() {
        let thrice = serde_json::json!({"kind": "drop_before", "skip": 2, "times": 3});
        assert_eq!(struck(thrice, 10), [2, 3, 4]);
    }
}
