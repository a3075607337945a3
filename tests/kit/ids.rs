//! Ids that repeat: the same ones in the same order on every run.

use std::sync::atomic::{AtomicU64, Ordering};

use waypost_server::ids::Ids;

/// Counts.
#[derive(Debug, Default)]
pub struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn fresh(&self, prefix: &str) -> String {
        format!("{prefix}_{:022}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}
