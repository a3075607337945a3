//! How often somebody may guess. Counted in memory: a restart forgives, which costs a guesser more
//! than it gains.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Wrong guesses within [`WINDOW`] before the next has to wait.
const GUESSES: usize = 10;
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Names that are remembered at most; beyond it, the oldest are forgotten.
const NAMES: usize = 10_000;

/// Wrong guesses by what was guessed at.
#[derive(Debug, Default)]
pub struct Throttle {
    wrong: Mutex<HashMap<String, Vec<Timestamp>>>,
}

impl Throttle {
    /// How many seconds a guess at `name` has to wait; none when it may be made.
    pub fn wait_seconds(&self, name: &str, now: Timestamp) -> Option<u64> {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let guesses = wrong.get_mut(name)?;
        guesses.retain(|at| now.duration_since(*at) < WINDOW);
        if guesses.len() < GUESSES {
            return None;
        }
        let oldest = guesses.first()?;
        let left = WINDOW.as_secs() - now.duration_since(*oldest).as_secs();
        Some(u64::try_from(left).unwrap_or(0).max(1))
    }

    /// Counts a wrong guess at `name`.
    pub fn wrong(&self, name: &str, now: Timestamp) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= NAMES && !wrong.contains_key(name) {
            let oldest =
                wrong.iter().min_by_key(|(_, at)| at.last().copied()).map(|(name, _)| name.clone());
            if let Some(oldest) = oldest {
                wrong.remove(&oldest);
            }
        }
        wrong.entry(name.to_owned()).or_default().push(now);
    }

    /// Forgets what was guessed at `name`: it was right.
    pub fn right(&self, name: &str) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_wrong_guesses_make_the_next_wait_and_a_quarter_of_an_hour_forgives() {
        let throttle = Throttle::default();
        let start = Timestamp::UNIX_EPOCH;
        for _ in 0..GUESSES {
            assert_eq!(throttle.wait_seconds("ann", start), None);
            throttle.wrong("ann", start);
        }
        assert_eq!(throttle.wait_seconds("ann", start), Some(900));
        assert_eq!(throttle.wait_seconds("bob", start), None);
        assert_eq!(throttle.wait_seconds("ann", start + WINDOW), None);
    }
}
