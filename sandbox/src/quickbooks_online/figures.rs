//! The figures of QuickBooks Online, as data.

use crate::limits::LimitFigures;

/// Limits, and how long a `requestid` is remembered.
#[derive(Debug, Clone, Copy)]
pub struct QuickBooksFigures {
    /// Requests of all apps to one company.
    pub company: LimitFigures,
    /// Requests of one app to one company.
    pub app: LimitFigures,
    /// Batches of one app to one company.
    pub batches: LimitFigures,
    /// A repeated `requestid` is answered from memory for so long. The vendor does not say; a day
    /// is assumed.
    pub request_life_seconds: i64,
}

impl Default for QuickBooksFigures {
    /// The vendor's own: 500 requests a minute, 10 a second and 10 at once for an app, 40 batches a
    /// minute. Nothing waits: what is too much is refused.
    fn default() -> Self {
        const ANY: usize = 10_000;
        let limit = |requests, window_seconds, at_once| LimitFigures {
            requests,
            window_seconds,
            at_once,
            queued: 0,
        };
        Self {
            company: limit(500, 60, ANY),
            app: limit(10, 1, 10),
            batches: limit(40, 60, ANY),
            request_life_seconds: 24 * 3600,
        }
    }
}
