//! What was asked of the sandbox, in order: method, path and status. Never a header or a body,
//! and no query, because secrets travel there.

use std::sync::{Mutex, PoisonError};

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

/// All requests outside `/control`.
#[derive(Debug, Default)]
pub(crate) struct RequestLog(Mutex<Vec<Entry>>, std::sync::atomic::AtomicU64);

impl RequestLog {
    /// Notes a request as it arrives; the number names it in [`RequestLog::answered`].
    pub(crate) fn arrived(&self, method: &str, path: &str) -> u64 {
        let sequence = self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        let entry = Entry {
            sequence,
            method: method.to_owned(),
            path: path.to_owned(),
            status: None,
            faults: Vec::new(),
        };
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= KEPT {
            entries.drain(..KEPT / 2);
        }
        entries.push(entry);
        sequence
    }

    /// Notes what became of a request.
    pub(crate) fn answered(&self, sequence: u64, status: Option<u16>, faults: Vec<&'static str>) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.sequence == sequence) {
            entry.status = status;
            entry.faults = faults;
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
