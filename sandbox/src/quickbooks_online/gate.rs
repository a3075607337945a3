//! The limits that a request passes: those of its company, of its app there, and of batches.

use jiff::Timestamp;

use super::figures::QuickBooksFigures;
use crate::limits::{Limits, OverLimit, Turn};

/// All counters.
#[derive(Debug)]
pub(crate) struct Gate {
    pub(crate) figures: QuickBooksFigures,
    company: Limits,
    app: Limits,
    batches: Limits,
}

impl Gate {
    pub(crate) fn new(figures: QuickBooksFigures) -> Self {
        Self {
            figures,
            company: Limits::new(figures.company),
            app: Limits::new(figures.app),
            batches: Limits::new(figures.batches),
        }
    }

    /// Counts a request and gives its places among the running ones.
    ///
    /// # Errors
    /// [`OverLimit`] of the first limit that is reached.
    pub(crate) async fn enter(
        &self,
        realm: &str,
        app: &str,
        is_batch: bool,
        now: Timestamp,
    ) -> Result<Vec<Turn>, OverLimit> {
        let app = format!("{realm}/{app}");
        let mut turns =
            vec![self.company.enter(realm, 1, now).await?, self.app.enter(&app, 1, now).await?];
        if is_batch {
            turns.push(self.batches.enter(&app, 1, now).await?);
        }
        Ok(turns)
    }

    /// Another application takes so many of a hundred requests of every company's window.
    pub(crate) fn take(&self, percent: usize) {
        self.company.take(percent);
    }

    /// Forgets every count.
    pub(crate) fn clear(&self) {
        [&self.company, &self.app, &self.batches].into_iter().for_each(Limits::clear);
    }
}
