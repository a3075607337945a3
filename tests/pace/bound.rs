//! The least time that a protocol leaves: nobody who keeps the limits is faster.

use crate::line::{ROUND_TRIP_MS, work_ms};

/// What every document asks for once.
struct Step {
    /// The operation, as the line tells it apart.
    work: &'static str,
    /// Most documents that share a request.
    documents: usize,
    /// The request is worked on once for all of its documents.
    shared: bool,
    /// The request is a batch.
    batch: bool,
}

/// A limit of requests in a time.
struct Window {
    most: usize,
    seconds: f64,
    /// Batches alone are counted.
    batches: bool,
}

/// What a system asks for a document, and what it allows.
pub(crate) struct Protocol {
    steps: &'static [Step],
    windows: &'static [Window],
    /// Most requests that are worked on at once.
    pub(crate) places: usize,
}

const fn part(work: &'static str, documents: usize) -> Step {
    Step { work, documents, shared: false, batch: true }
}

/// A document is looked up, made, posted, read again for its number, and its ledger entries are read; at
/// best a hundred of them share a request.
pub(crate) const BUSINESS_CENTRAL: Protocol = Protocol {
    steps: &[
        part("look_up", 100),
        part("create", 100),
        part("post", 100),
        part("read", 100),
        part("entries", 100),
    ],
    windows: &[Window { most: 6_000, seconds: 300.0, batches: false }],
    places: 5,
};

/// A document is looked up, thirty to a query, and made, thirty to a batch.
pub(crate) const QUICKBOOKS_ONLINE: Protocol = Protocol {
    steps: &[
        Step { work: "look_up", documents: 30, shared: true, batch: false },
        part("create", 30),
    ],
    windows: &[
        Window { most: 500, seconds: 60.0, batches: false },
        Window { most: 10, seconds: 1.0, batches: false },
        Window { most: 40, seconds: 60.0, batches: true },
    ],
    places: 10,
};

impl Protocol {
    /// That time in seconds, where every operation of a batch counts, or where only requests do. Two
    /// limits hold at once: of what is left after any number of full windows, the places still have to
    /// do the work.
    pub(crate) fn ideal(&self, documents: usize, parts_count: bool) -> f64 {
        let work = self.steps.iter().map(|step| step.seconds(documents)).sum::<f64>();
        let least = work / self.places as f64;
        let windows = self.windows.iter();
        windows.map(|window| self.within(window, documents, parts_count)).fold(least, f64::max)
    }

    fn within(&self, window: &Window, documents: usize, parts_count: bool) -> f64 {
        let counts = |step: &&Step| step.batch || !window.batches;
        let counted: usize = self
            .steps
            .iter()
            .filter(counts)
            .map(|step| if parts_count { documents } else { step.requests(documents) })
            .sum();
        let work: f64 = self.steps.iter().filter(counts).map(|step| step.seconds(documents)).sum();
        (0..=counted.saturating_sub(1) / window.most)
            .map(|full| {
                let left = 1.0 - (full * window.most) as f64 / counted as f64;
                full as f64 * window.seconds + left * work / self.places as f64
            })
            .fold(0.0, f64::max)
    }
}

impl Step {
    fn requests(&self, documents: usize) -> usize {
        documents.div_ceil(self.documents)
    }

    /// How long the service works on it for all documents, with the ways there and back.
    fn seconds(&self, documents: usize) -> f64 {
        let requests = self.requests(documents);
        let worked_on = if self.shared { requests } else { documents };
        (work_ms(self.work) as f64 * worked_on as f64 + ROUND_TRIP_MS as f64 * requests as f64)
            / 1e3
    }
}
