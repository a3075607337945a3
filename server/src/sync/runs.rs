//! Runs: what an activation does for one connection is noted, so that a person sees afterwards when
//! something was done, and meanwhile how far it has come.
//!
//! Invariants: a run is noted with its first request, or at its end when something was decided without
//! one; nothing is noted where nothing was done; a note that cannot be written stops no work.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use waypost_core::api::{RunEnd, RunKind, RunPayments};

use super::Inner;
use super::halt::Halt;
use super::lane::Lane;
use crate::clock::text;
use crate::store::connection::Connection;
use crate::store::run::{self, Begun, Ended, Tally};
use crate::store::{Db, Scope, StoreError, lane as lane_store, operation};

/// How long runs are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The runs that go on, by connection: a connection has one lane, and a lane one worker.
#[derive(Debug, Default)]
pub(super) struct Runs {
    going: Mutex<HashMap<String, Going>>,
}

#[derive(Clone, Debug)]
struct Going {
    id: String,
    lane: String,
    kind: RunKind,
    started: Timestamp,
    requests: u64,
    /// Whether something was decided about a document or a payment.
    decided: bool,
    /// Whether it looks only because the books said that something changed.
    hinted: bool,
    /// Whether its row is there.
    noted: bool,
}

impl Runs {
    fn begin(&self, connection: &str, going: Going) {
        self.all().insert(connection.to_owned(), going);
    }

    /// Counts a request; the run, when it is the first one.
    fn count(&self, connection: &str) -> Option<Going> {
        let mut all = self.all();
        let going = all.get_mut(connection)?;
        going.requests += 1;
        let first = !std::mem::replace(&mut going.noted, true);
        first.then(|| going.clone())
    }

    /// Something was decided about a document or a payment of the connection, with or without a request.
    pub(super) fn decided(&self, connection: &str) {
        if let Some(going) = self.all().get_mut(connection) {
            going.decided = true;
        }
    }

    /// The books said that something changed in them, and nothing else makes this run due.
    pub(super) fn hinted(&self, connection: &str) {
        if let Some(going) = self.all().get_mut(connection) {
            going.hinted = true;
        }
    }

    fn end(&self, connection: &str) -> Option<Going> {
        self.all().remove(connection)
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<String, Going>> {
        self.going.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// Does `work` for a connection on `lane`, and notes what came of it.
    pub(super) async fn noted(
        &self,
        lane: &Lane,
        scope: &Scope,
        connection: &Connection,
        kind: RunKind,
        work: impl Future<Output = Result<(), Halt>>,
    ) -> Result<(), Halt> {
        let going = Going {
            id: self.ids.fresh("run"),
            lane: lane.name().to_owned(),
            kind,
            started: self.clock.now(),
            requests: 0,
            decided: false,
            hinted: false,
            noted: false,
        };
        self.runs.begin(&connection.id, going);
        let outcome = work.await;
        let Some(going) = self.runs.end(&connection.id) else { return outcome };
        // A run that a checkpoint stopped stands for a process that is gone: it notes nothing.
        let gone = matches!(outcome, Err(Halt::Stopped)) && !self.stop.is_cancelled();
        if !gone && let Err(error) = self.note_end(scope, connection, &going, &outcome).await {
            tracing::warn!(run = going.id, %error, "the end of a run was not noted");
        }
        outcome
    }

    /// Counts one request of a connection; the first one notes its run.
    pub(super) async fn count_request(&self, scope: &Scope, connection: &Connection) {
        if let Some(going) = self.runs.count(&connection.id)
            && let Err(error) = self.note_begin(scope, connection, &going).await
        {
            tracing::warn!(run = going.id, %error, "the beginning of a run was not noted");
        }
    }

    async fn note_begin(
        &self,
        scope: &Scope,
        connection: &Connection,
        going: &Going,
    ) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        self.put_begin(&mut tx, scope, connection, going).await?;
        crate::store::commit(tx).await
    }

    async fn put_begin(
        &self,
        db: &mut Db,
        scope: &Scope,
        connection: &Connection,
        going: &Going,
    ) -> Result<(), StoreError> {
        let now = self.clock.now();
        let subsidiary = &connection.subsidiary;
        for lost in run::open(db, scope, &connection.id, now).await? {
            let since = (lost.started_at.as_str(), None);
            let tally = run::tally(db, scope, subsidiary, lost.kind, since).await?;
            let ended = Ended { end: RunEnd::LaneLost, resumes_at: None, tally, requests: 0 };
            run::end(db, scope, &lost.id, &ended, now).await?;
        }
        run::forget_before(db, scope, subsidiary, now - KEPT).await?;
        let due = match going.kind {
            RunKind::Export => operation::count_due(db, scope, subsidiary, now).await?,
            RunKind::Chart | RunKind::PaymentExport | RunKind::PaymentImport => 0,
        };
        let begun = Begun {
            id: &going.id,
            subsidiary,
            connection: &connection.id,
            lane: &going.lane,
            kind: going.kind,
            due,
        };
        run::begin(db, scope, &begun, going.started).await
    }

    async fn note_end(
        &self,
        scope: &Scope,
        connection: &Connection,
        going: &Going,
        outcome: &Result<(), Halt>,
    ) -> Result<(), StoreError> {
        if !going.noted && !going.decided {
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        let started = text(going.started);
        let since = (started.as_str(), None);
        let subsidiary = &connection.subsidiary;
        let tally = run::tally(&mut tx, scope, subsidiary, going.kind, since).await?;
        if is_idle(going, &tally, outcome) {
            run::forget(&mut tx, scope, &going.id).await?;
            return crate::store::commit(tx).await;
        }
        if !going.noted {
            self.put_begin(&mut tx, scope, connection, going).await?;
        }
        let closed_until = lane_store::health(&mut tx, &going.lane).await?.closed_until;
        let end = end(outcome);
        let now = self.clock.now();
        let resumes_at = closed_until.filter(|at| end == RunEnd::LaneClosed && *at > text(now));
        let ended = Ended { end, resumes_at, tally, requests: going.requests };
        run::end(&mut tx, scope, &going.id, &ended, now).await?;
        crate::store::commit(tx).await
    }
}

/// A run about payments that came to nothing, and is not worth a row: what was decided was about payments of
/// others, or the books said that something changed and it was nothing of ours.
fn is_idle(going: &Going, tally: &Tally, outcome: &Result<(), Halt>) -> bool {
    let nothing = tally.payments.as_ref().is_some_and(|done| *done == RunPayments::default());
    nothing && (!going.noted || (going.hinted && outcome.is_ok()))
}

fn end(outcome: &Result<(), Halt>) -> RunEnd {
    match outcome {
        Ok(()) => RunEnd::Done,
        Err(Halt::LaneClosed) => RunEnd::LaneClosed,
        Err(Halt::LaneLost) => RunEnd::LaneLost,
        Err(Halt::Stopped) => RunEnd::Stopped,
        Err(_) => RunEnd::Failed,
    }
}
