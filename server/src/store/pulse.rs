//! Whether the database can be written, and if not, why, in words for the operator.

use std::fmt;
use std::time::{Duration, Instant};

use super::{Store, StoreError};

/// How long an answer holds: however often somebody asks, one row a second is written.
const FRESH: Duration = Duration::from_secs(1);
/// How long the database may take to write one row.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why the database cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No room.
    Full,
    /// Reading works, writing does not.
    ReadOnly,
    /// Somebody else keeps it from us.
    Busy,
    /// Not there, or not in time.
    Gone,
    /// Anything else; the log has its words.
    Refused,
}

impl Cause {
    /// What follows from it, for whoever wanted something of the server.
    pub fn words(self) -> String {
        format!(
            "The server's database cannot be used: {self}. Nothing is sent to the books until it \
             can be written. Tell the operator of the server, and try again later."
        )
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Cause::Full => "its disk is full",
            Cause::ReadOnly => "it may be read and not written",
            Cause::Busy => "another program keeps it locked",
            Cause::Gone => "it does not answer",
            Cause::Refused => "it refuses",
        })
    }
}

/// The last answer, and when it was given.
pub(super) type Last = tokio::sync::Mutex<Option<(Instant, Result<(), Cause>)>>;

impl Store {
    /// Whether the database can be written: a row is written durably and taken away again. Reading
    /// would not notice a full disk.
    ///
    /// # Errors
    /// Why not.
    pub async fn pulse(&self) -> Result<(), Cause> {
        let mut last = self.pulse.lock().await;
        if let Some((at, known)) = *last
            && at.elapsed() < FRESH
        {
            return known;
        }
        let found = match tokio::time::timeout(PATIENCE, self.write_a_row()).await {
            Ok(written) => written.map_err(|error| {
                tracing::error!(%error, "the database cannot be written");
                error.cause()
            }),
            Err(_) => Err(Cause::Gone),
        };
        *last = Some((Instant::now(), found));
        found
    }

    async fn write_a_row(&self) -> Result<(), StoreError> {
        let mut tx = self.begin_on_lane("").await?;
        sqlx::query("INSERT INTO lanes (lane, fence, failures) VALUES ('', 0, 0)")
            .execute(&mut *tx)
            .await?;
        sqlx::query("DELETE FROM lanes WHERE lane = ''").execute(&mut *tx).await?;
        tx.commit().await
    }
}

impl StoreError {
    /// Why the database cannot be used.
    pub fn cause(&self) -> Cause {
        let error = match self {
            StoreError::Database(error) => error,
            StoreError::NotCommitted(error) => error,
            StoreError::Migration(_) | StoreError::Stored(_) => return Cause::Refused,
        };
        match error {
            sqlx::Error::Database(told) => told.code().map_or(Cause::Refused, |code| of(&code)),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Cause::Gone,
            _ => Cause::Refused,
        }
    }
}

/// PostgreSQL's codes have five signs, SQLite's are numbers with the kind in their lowest byte.
fn of(code: &str) -> Cause {
    match code {
        // A write that failed for another reason than room: a quota, or the largest file there is.
        "53100" | "778" => return Cause::Full,
        "25006" => return Cause::ReadOnly,
        "53300" | "55P03" | "40P01" => return Cause::Busy,
        _ if code.len() == 5 && (code.starts_with("57P") || code.starts_with("08")) => {
            return Cause::Gone;
        }
        _ if code.len() == 5 => return Cause::Refused,
        _ => {}
    }
    match code.parse::<u32>().map(|number| number & 0xff) {
        Ok(13) => Cause::Full,
        Ok(8) => Cause::ReadOnly,
        Ok(5 | 6) => Cause::Busy,
        Ok(10 | 14) => Cause::Gone,
        _ => Cause::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_of_both_databases_are_told_apart() {
        for (code, cause) in [
            ("13", Cause::Full),
            ("8", Cause::ReadOnly),
            ("1032", Cause::ReadOnly),
            ("5", Cause::Busy),
            ("778", Cause::Full),
            ("266", Cause::Gone),
            ("2067", Cause::Refused),
            ("53100", Cause::Full),
            ("25006", Cause::ReadOnly),
            ("55P03", Cause::Busy),
            ("57P01", Cause::Gone),
            ("23505", Cause::Refused),
        ] {
            assert_eq!(of(code), cause, "{code}");
        }
    }
}
