//! What a failure leads to (R36, R42): the class alone decides, and whether the remote failed as a
//! whole.
//!
//! Not the reading of a system's errors: its connector gives the class. Invariants: a failure of the
//! remote as a whole uses up no try; pauses are computed, never drawn; nothing is tried again for
//! ever without others succeeding meanwhile.

use super::limits::Limits;
use super::{Class, Held, Instant};
use std::time::Duration;

/// Failures of one operation, while others succeed, after which a person decides.
pub const TRIES: u32 = 5;

/// First pause after a failure; doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(5);
/// Longest pause between two tries, unless the remote asks for more.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// Longest pause that a remote may ask for at once.
const LONGEST_ASKED: Duration = Duration::from_secs(3_600);

/// A failure, as far as it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its class.
    pub class: Class,
    /// The remote as a whole failed (no connection, 5xx, too many requests), not this operation.
    pub remote_wide: bool,
    /// How long the remote asked to wait.
    pub retry_after: Option<Duration>,
}

/// How operation and lane stood before the failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Failures of the remote as a whole since it last answered.
    pub lane_failures: u32,
    /// Counted failures of this operation alone.
    pub tries: u32,
    /// When it last failed, or else when it was last touched.
    pub last_failed: Instant,
    /// When anything last succeeded on the lane.
    pub others_succeeded: Option<Instant>,
}

/// What happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aftermath {
    /// Nothing is sent on the lane for so long; no try is used up.
    LanePauses(Duration),
    /// The lane waits until somebody signs in; its documents wait with it, and no try is used up.
    SignIn,
    /// This operation alone is tried again after a pause.
    Again {
        /// Its counted failures, this one included where it counts.
        tries: u32,
        /// From now.
        wait: Duration,
    },
    /// It waits until mapping, settings, catalogue or chart change, then goes on by itself.
    Config,
    /// It waits for a person.
    Person {
        /// It failed [`TRIES`] times while others succeeded; by itself it would have gone on.
        worn_out: bool,
    },
}

/// What `failure` leads to on a system with these `limits`.
#[must_use]
pub fn after(failure: Failure, standing: Standing, limits: &Limits) -> Aftermath {
    match failure.class {
        Class::Auth => Aftermath::SignIn,
        _ if failure.remote_wide => {
            Aftermath::LanePauses(lane_pause(failure, standing.lane_failures, limits))
        }
        Class::Transient | Class::RateLimited => again(standing),
        Class::NeedsConfig => Aftermath::Config,
        Class::NeedsPerson | Class::Permanent => Aftermath::Person { worn_out: false },
    }
}

/// A failure counts once others succeeded since the last one: then it is this operation's own.
fn again(standing: Standing) -> Aftermath {
    let counts = standing.others_succeeded.is_some_and(|at| at >= standing.last_failed);
    let tries = standing.tries.saturating_add(u32::from(counts));
    if tries >= TRIES {
        return Aftermath::Person { worn_out: true };
    }
    Aftermath::Again { tries, wait: pause(tries) }
}

/// An operation that failed [`TRIES`] times while others succeeded, last with this code and message.
#[must_use]
pub fn worn_out(code: &str, message: &str) -> Held {
    Held::person(
        code,
        format!(
            "{message} It failed {TRIES} times while others were posted. Look into it, then choose \
             Retry."
        ),
    )
}

/// How long the lane pauses: what the remote asked for, at least a second and at most an hour; else
/// a pause that grows with the `failures_before`.
#[must_use]
pub fn lane_pause(failure: Failure, failures_before: u32, limits: &Limits) -> Duration {
    let growing = pause(failures_before.saturating_add(1));
    match failure.retry_after {
        Some(asked) => asked.clamp(Duration::from_secs(1), LONGEST_ASKED),
        None if failure.class == Class::RateLimited => growing.max(limits.rate_pause),
        None => growing,
    }
}

/// The pause after failure `failures`: 5 seconds, doubled each time, 5 minutes at most.
#[must_use]
pub fn pause(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(10);
    (FIRST_PAUSE * (1 << doublings)).min(LONGEST_PAUSE)
}
