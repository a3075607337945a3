//! How far a long run has come, and the least that is left of it at the system's own limit (R46).
//!
//! Not a forecast: a system may be slower than its limit, never faster. Invariant: the time is whole
//! seconds, rounded down, so that "at least" stays true.

use super::Limits;
use super::limits::{Counted, Rate};
use std::time::Duration;

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress<'a> {
    /// Documents that are posted, skipped or held.
    pub done: u64,
    /// Documents that are still to go.
    pub left: u64,
    /// The fewest requests that a document takes.
    pub requests_each: u32,
    /// The system's name, for people.
    pub system: &'a str,
}

impl Progress<'_> {
    /// Those that are done and those that are left.
    #[must_use]
    pub fn of(&self) -> u64 {
        self.done.saturating_add(self.left)
    }

    /// The least time that what is left takes within `limits`; none where no limit is known.
    #[must_use]
    pub fn at_least(&self, limits: &Limits) -> Option<Duration> {
        let requests = self.left.saturating_mul(u64::from(self.requests_each));
        let counted = limits.rates.iter().filter(|rate| rate.of == Counted::Requests);
        counted.map(|rate| within(rate, requests)).max()
    }

    /// `1,284 of 10,000 documents done, at least 37 minutes more at Business Central's limit.` The
    /// time is left out while it is below a minute.
    #[must_use]
    pub fn words(&self, limits: &Limits) -> String {
        let done = format!("{} of {} documents done", thousands(self.done), thousands(self.of()));
        let minutes = self.at_least(limits).map_or(0, |time| time.as_secs() / 60);
        match (minutes / 60, minutes % 60) {
            (0, 0) => format!("{done}."),
            (0, minutes) => {
                format!(
                    "{done}, at least {} more at {}'s limit.",
                    count(minutes, "minute"),
                    self.system
                )
            }
            (hours, minutes) => format!(
                "{done}, at least {} and {} more at {}'s limit.",
                count(hours, "hour"),
                count(minutes, "minute"),
                self.system
            ),
        }
    }
}

/// How long `requests` take at the share of `rate` that we use.
fn within(rate: &Rate, requests: u64) -> Duration {
    let seconds = requests.saturating_mul(rate.window.as_secs()) / u64::from(rate.ours().max(1));
    Duration::from_secs(seconds)
}

fn count(number: u64, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// `1,284`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
