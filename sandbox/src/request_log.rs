//! What was asked of the sandbox, in order: method, path and status. Never a header or a body,
//! and no query, because secrets travel there.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use serde::Serialize;

/// The log keeps this many requests; older ones fall out.
const KEPT: usize = 20_000;

/// One request and what became of it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    pub(crate) sequence: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Absent while it runs, and when the connection was closed without a reply.
    pub(crate) status: Option<u16>,
    /// The kinds of faults that struck it.
    pub(crate) faults: Vec<&'static str>,
}

/// All requests counted, also those that fell out of the log.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Tally {
    requests: u64,
    /// By HTTP status; those that got no reply are none of them.
    statuses: BTreeMap<u16, u64>,
    /// By the kind of the fault that struck.
    faults: BTreeMap<&'static str, u64>,
}

/// All requests outside `/control`.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    entries: Vec<Entry>,
    tally: Tally,
}

impl RequestLog {
    /// Notes a request as it arrives; the number names it in [`RequestLog::answered`].
    pub(crate) fn arrived(&self, method: &str, path: &str) -> u64 {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.tally.requests += 1;
        let sequence = kept.tally.requests;
        let entry = Entry {
            sequence,
            method: method.to_owned(),
            path: path.to_owned(),
            status: None,
            faults: Vec::new(),
        };
        if kept.entries.len() >= KEPT {
            kept.entries.drain(..KEPT / 2);
        }
        kept.entries.push(entry);
        sequence
    }

    /// Notes what became of a request.
    pub(crate) fn answered(&self, sequence: u64, status: Option<u16>, faults: Vec<&'static str>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(status) = status {
            *kept.tally.statuses.entry(status).or_default() += 1;
        }
        for fault in &faults {
            *kept.tally.faults.entry(fault).or_default() += 1;
        }
        let of = |entry: &&mut Entry| entry.sequence == sequence;
        if let Some(entry) = kept.entries.iter_mut().rev().find(of) {
            entry.status = status;
            entry.faults = faults;
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entries.clone()
    }

    pub(crate) fn tally(&self) -> Tally {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).tally.clone()
    }

    pub(crate) fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }
}
