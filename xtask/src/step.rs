//! Saying what a long step does, how far the whole is, and how long it took.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// A numbered list of steps that one command carries out, shared by its threads.
pub(crate) struct Steps {
    total: usize,
    started: Instant,
}

impl Steps {
    /// A list of `total` steps, started now.
    pub(crate) fn of(total: usize) -> Self {
        Self { total, started: Instant::now() }
    }

    /// Does step `number` of the list and says so before and after.
    pub(crate) fn take(
        &self,
        number: usize,
        what: &str,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<Duration> {
        let total = self.total;
        println!("[{number}/{total}] {what} … ({} since the start)", words(self.started.elapsed()));
        let begun = Instant::now();
        work().with_context(|| format!("[{number}/{total}] {what}: stopped"))?;
        let took = begun.elapsed();
        println!("[{number}/{total}] {what}: done in {}", words(took));
        Ok(took)
    }
}

/// A duration as a person says it: `0.4 s`, `12 s`, `8 min 03 s`.
pub(crate) fn words(duration: Duration) -> String {
    match duration.as_secs() {
        0..10 => format!("{:.1} s", duration.as_secs_f32()),
        seconds @ 10..60 => format!("{seconds} s"),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use std::time::Duration;

    #[test]
    fn durations_read_as_a_person_says_them() {
        let said = |milliseconds| words(Duration::from_millis(milliseconds));
        assert_eq!(said(420), "0.4 s");
        assert_eq!(said(12_900), "12 s");
        assert_eq!(said(483_000), "8 min 03 s");
    }
}
