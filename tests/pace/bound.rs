//! The least time that the protocol leaves: nobody who keeps the limits is faster.
//!
//! A document takes five operations: it is looked up, made, posted, read again for its number, and its
//! ledger entries are read. At best a hundred of them share a request.

use crate::line::{ROUND_TRIP_MS, work_ms};

/// Operations of one document, as the line tells them apart.
const OPERATIONS: [&str; 5] = ["look_up", "create", "post", "read", "entries"];
/// Most operations in one batch.
const BATCH: usize = 100;
/// Most requests in a window.
const REQUESTS: usize = 6_000;
/// A window in seconds.
const WINDOW_S: f64 = 300.0;
/// Most requests that are worked on at once.
pub(crate) const PLACES: usize = 5;

/// That time in seconds, where every operation of a batch counts, or where only requests do. Two
/// limits hold at once: of what is left after any number of full windows, the places still have to
/// do the work.
pub(crate) fn ideal(documents: usize, parts_count: bool) -> f64 {
    let operations = documents * OPERATIONS.len();
    let requests = OPERATIONS.len() * documents.div_ceil(BATCH);
    let counted = if parts_count { operations } else { requests };
    let work_ms: u64 = OPERATIONS.iter().map(|one| work_ms(one)).sum();
    let all_s = (work_ms as f64 * documents as f64 + ROUND_TRIP_MS as f64 * requests as f64) / 1e3;
    let windows = counted.saturating_sub(1) / REQUESTS;
    (0..=windows)
        .map(|full| {
            let left = 1.0 - (full * REQUESTS) as f64 / counted as f64;
            full as f64 * WINDOW_S + left * all_s / PLACES as f64
        })
        .fold(0.0, f64::max)
}
