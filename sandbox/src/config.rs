//! How a sandbox is started.

use std::{path::PathBuf, sync::Arc};

use crate::{
    clock::{MachineTime, Time},
    limits::LimitFigures,
    quickbooks_online::QuickBooksFigures,
    seed::Seed,
};

/// Settings of one sandbox. [`Config::default`] is what tests want: a free port, the built-in
/// company, no state file.
#[derive(Debug, Clone)]
pub struct Config {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// What the books start with; absent: the built-in Keystone companies.
    pub seed: Option<Seed>,
    /// Keeps the books in this file across restarts; absent: in memory only.
    pub state_file: Option<PathBuf>,
    /// Request limits of Business Central, per user or app.
    pub limits: LimitFigures,
    /// Limits and other figures of QuickBooks Online.
    pub quickbooks: QuickBooksFigures,
    /// Whether the operations of a batch count one by one; the docs do not say.
    pub batch_parts_count: bool,
    /// `Retry-After` of a 429 for too many requests; absent: not sent, as the docs promise none.
    pub retry_after_seconds: Option<u32>,
    /// How long a refresh token still works after it was exchanged, unless the new one is used.
    pub refresh_grace_seconds: i64,
    /// Largest request body.
    pub max_body_bytes: usize,
    /// Where the time comes from; the machine's clock unless a test shares its own.
    pub time: Arc<dyn Time>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            port: 0,
            seed: None,
            state_file: None,
            limits: LimitFigures { requests: 6000, window_seconds: 300, at_once: 5, queued: 95 },
            quickbooks: QuickBooksFigures::default(),
            batch_parts_count: false,
            retry_after_seconds: None,
            refresh_grace_seconds: 300,
            max_body_bytes: 350 * 1024 * 1024,
            time: Arc::new(MachineTime),
        }
    }
}
