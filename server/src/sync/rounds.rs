//! Activations: each takes no input, looks at every connection, and does what is due. Timers and
//! signals only say that one may be worth it; a missed one loses nothing (R36). Lanes do not wait for
//! each other: one with 50,000 documents keeps none with three from going.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use tokio::task::{JoinError, JoinSet};
use waypost_core::api::{ConnectionState, RunKind};

use super::halt::Halt;
use super::lane::{self, Lane};
use super::{Inner, export, payments, reconcile};
use crate::store::connection::{self, Connection};
use crate::store::{
    Db, Scope, StoreError, chart, entry, lane as lane_store, operation, reconciliation,
};

/// Longest time between two activations.
const TIMER: Duration = Duration::from_secs(300);
/// Shortest: a fault that repeats must not spin.
const SHORTEST: Duration = Duration::from_millis(200);
/// Pause before what came due while the worker was looking.
const AGAIN: SignedDuration = SignedDuration::from_millis(200);
/// Pause while the database cannot be used: nothing is sent that could not be recorded.
const STORE_PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// How old a chart may get before it is read again (R15).
const CHART_AGE: SignedDuration = SignedDuration::from_hours(12);
/// Pause between two tries to read a chart.
const CHART_PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// Stands among the lanes for the renewing of sign-ins, which is done once at a time.
const SIGN_INS: &str = "sign-ins";

/// One connection and whose it is.
type Owned = (Scope, Connection);

/// The lanes that a look at the database found.
struct Lanes {
    connections: Vec<Owned>,
    /// Active connections by lane: several may post to one company.
    by_name: BTreeMap<String, Vec<Owned>>,
}

impl Inner {
    /// One activation: every lane at once, each by itself. Answers when the next thing is due.
    pub(super) async fn activate(self: &Arc<Inner>) -> Result<Option<Timestamp>, StoreError> {
        let lanes = self.lanes().await?;
        self.keep_signed_in(&lanes.connections).await;
        let mut working = JoinSet::new();
        for (name, connections) in lanes.by_name {
            let inner = Arc::clone(self);
            working.spawn(async move {
                let _alone = inner.alone(&name).lock_owned().await;
                inner.work(&name, connections).await;
            });
        }
        while let Some(done) = working.join_next().await {
            ended(done);
        }
        // What another activation is at is looked at again once it may be through.
        let at_work = Some(self.clock.now() + AGAIN);
        let next = self.next_due(&lanes.connections, at_work).await;
        // The run beside it looks at what it found at work here.
        self.signal.notify_one();
        Ok(self.after_failures(next?))
    }

    /// Works until stopped: at once, then whenever something is due or somebody signals.
    pub(super) async fn run(self: &Arc<Inner>) {
        let mut working = JoinSet::new();
        let mut looked = Looked { at_all: true, owed: BTreeSet::new(), last: Instant::now() };
        while !self.stop.is_cancelled() {
            if let Err(error) = self.begin(&mut looked, &mut working).await {
                tracing::error!(%error, "an activation could not read what is due");
                self.store_failed.store(true, Ordering::SeqCst);
            }
            looked.at_all |=
                self.rest(&looked, &mut working).await || looked.last.elapsed() >= TIMER;
        }
        while let Some(done) = working.join_next().await {
            ended(done);
        }
    }

    /// Begins what is at rest: every lane, or those alone that have something due or are owed a look.
    async fn begin(
        self: &Arc<Inner>,
        looked: &mut Looked,
        working: &mut JoinSet<Option<String>>,
    ) -> Result<(), StoreError> {
        if looked.at_all {
            // Before the database is asked: one that cannot answer is asked again after a pause.
            looked.last = Instant::now();
        }
        let lanes = self.lanes().await?;
        if looked.at_all {
            looked.owed.clear();
            if let Ok(alone) = self.alone(SIGN_INS).try_lock_owned() {
                let (inner, connections) = (Arc::clone(self), lanes.connections);
                working.spawn(async move {
                    let _alone = alone;
                    inner.keep_signed_in(&connections).await;
                    None
                });
            }
        }
        for (name, connections) in lanes.by_name {
            let asked = looked.at_all || looked.owed.contains(&name);
            if !asked && !self.is_due(&connections).await? {
                continue;
            }
            let Ok(alone) = self.alone(&name).try_lock_owned() else {
                if asked {
                    looked.owed.insert(name);
                }
                continue;
            };
            looked.owed.remove(&name);
            let inner = Arc::clone(self);
            working.spawn(async move {
                let _alone = alone;
                inner.work(&name, connections).await;
                Some(name)
            });
        }
        looked.at_all = false;
        Ok(())
    }

    /// Waits until it is worth looking again: something is due, or a lane is through that is owed a
    /// look. True when every lane is worth one: somebody signalled.
    async fn rest(
        self: &Arc<Inner>,
        looked: &Looked,
        working: &mut JoinSet<Option<String>>,
    ) -> bool {
        let is_owed = |done: Result<Option<String>, JoinError>| {
            ended(done).flatten().is_some_and(|lane| looked.owed.contains(&lane))
        };
        loop {
            let mut owed = false;
            while let Some(done) = working.try_join_next() {
                owed |= is_owed(done);
            }
            if owed {
                return false;
            }
            let next = match self.connections().await {
                Ok(connections) => {
                    self.next_due(&connections, None).await.map(|next| self.after_failures(next))
                }
                Err(error) => Err(error),
            };
            let wait = match next {
                Ok(Some(due)) => until(due, self.clock.now()),
                Ok(None) => TIMER,
                Err(error) => {
                    tracing::error!(%error, "what is due next could not be read");
                    STORE_PAUSE.unsigned_abs()
                }
            };
            let to_timer = TIMER.saturating_sub(looked.last.elapsed());
            tokio::select! {
                () = self.stop.cancelled() => return false,
                () = self.signal.notified() => return true,
                () = tokio::time::sleep(wait.min(to_timer)) => return false,
                Some(done) = working.join_next(), if !working.is_empty() => {
                    if is_owed(done) {
                        return false;
                    }
                }
            }
        }
    }

    /// When to look again, and no later than soon where the database failed meanwhile.
    fn after_failures(&self, next: Option<Timestamp>) -> Option<Timestamp> {
        if !self.store_failed.swap(false, Ordering::SeqCst) {
            return next;
        }
        let soon = self.clock.now() + STORE_PAUSE;
        Some(next.map_or(soon, |next| next.min(soon)))
    }

    /// All connections, and the lanes of those that are set up. What is not set up says so.
    async fn lanes(&self) -> Result<Lanes, StoreError> {
        let connections = self.connections().await?;
        let mut by_name: BTreeMap<String, Vec<Owned>> = BTreeMap::new();
        for (scope, connection) in connections.clone() {
            self.told(export::explain(self, &scope, &connection).await, "explain");
            if connection.state == ConnectionState::Active {
                by_name.entry(lane::of(&connection)).or_default().push((scope, connection));
            }
        }
        Ok(Lanes { connections, by_name })
    }

    /// The lock of a lane in this run: the lane tells runs apart by their name, so that two
    /// activations of one run would both hold it.
    pub(super) fn alone(&self, lane: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut lanes = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(lane.to_owned()).or_default())
    }

    async fn is_due(&self, connections: &[Owned]) -> Result<bool, StoreError> {
        let mut db = self.store.read().await?;
        let now = self.clock.now();
        for (scope, connection) in connections {
            let open = operation::open(&mut db, scope, &connection.subsidiary).await?;
            let next = self.next_of(&mut db, scope, connection, open.next).await?;
            if open.now || next.is_some_and(|next| next <= now) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn connections(&self) -> Result<Vec<Owned>, StoreError> {
        let mut db = self.store.read().await?;
        let mut connections = Vec::new();
        for found in entry::connections(&mut db).await? {
            let scope = Scope::of(found.tenant);
            if let Some(connection) = connection::get(&mut db, &scope, &found.id).await? {
                connections.push((scope, connection));
            }
        }
        Ok(connections)
    }

    /// Works one lane, if nobody else does.
    async fn work(self: &Arc<Inner>, name: &str, connections: Vec<Owned>) {
        let lane = match Lane::claim(self, name).await {
            Ok(Some(lane)) => lane,
            Ok(None) => return,
            Err(error) => return self.told(Err(error.into()), name),
        };
        let mut stopped = false;
        for (scope, connection) in &connections {
            let chart = self.chart_round(&lane, scope, connection);
            let outcome = self.noted(&lane, scope, connection, RunKind::Chart, chart).await;
            self.told(outcome, name);
            let export = export::export(&lane, scope, &connection.id);
            let outcome = self.noted(&lane, scope, connection, RunKind::Export, export).await;
            stopped |= matches!(outcome, Err(Halt::Stopped));
            self.told(outcome, name);
            let export = payments::export(&lane, scope, connection);
            let import = payments::import(&lane, scope, connection);
            for outcome in [
                self.noted(&lane, scope, connection, RunKind::PaymentExport, export).await,
                self.noted(&lane, scope, connection, RunKind::PaymentImport, import).await,
                reconcile::reconcile(&lane, scope, connection).await,
            ] {
                stopped |= matches!(outcome, Err(Halt::Stopped));
                self.told(outcome, name);
            }
        }
        // A run that a checkpoint stopped stands for a process that is gone: its lease runs out.
        if (!stopped || self.stop.is_cancelled())
            && let Err(error) = lane.release().await
        {
            tracing::error!(lane = name, %error, "lane not released");
        }
    }

    /// Reads the chart again when it has grown old. A failure keeps the last one (R15).
    async fn chart_round(
        &self,
        lane: &Lane,
        scope: &Scope,
        connection: &Connection,
    ) -> Result<(), Halt> {
        let now = self.clock.now();
        let state = {
            let mut db = self.store.read().await?;
            chart::of_connection(&mut db, scope, &connection.id).await?
        };
        let fresh = state
            .fetched_at
            .and_then(|at| at.parse::<Timestamp>().ok())
            .is_some_and(|at| now.duration_since(at) < CHART_AGE);
        let tried = {
            let tried = self.chart_tries.lock().unwrap_or_else(PoisonError::into_inner);
            tried.get(&connection.id).is_some_and(|at| now.duration_since(*at) < CHART_PAUSE)
        };
        if fresh || tried || lane.open().await.is_err() {
            return Ok(());
        }
        self.chart_tries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(connection.id.clone(), now);
        if let Err(trouble) = self.refresh_chart(scope, &connection.subsidiary).await {
            tracing::warn!(connection = connection.id, code = trouble.code, "chart not read");
            return Err(Halt::Unread);
        }
        Ok(())
    }

    /// When an activation is worth it next, as far as the state says; a lane that is at work here counts
    /// as `at_work`, or not at all for whoever waits for its end.
    async fn next_due(
        &self,
        connections: &[Owned],
        at_work: Option<Timestamp>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let mut db = self.store.read().await?;
        let now = self.clock.now();
        let mut next: Option<Timestamp> = None;
        for (scope, connection) in connections {
            if connection.state != ConnectionState::Active {
                continue;
            }
            let name = lane::of(connection);
            if self.alone(&name).try_lock().is_err() {
                next = next.into_iter().chain(at_work).min();
                continue;
            }
            let busy = moment(lane_store::busy_until(&mut db, &name, &self.holder).await?);
            let open = operation::open(&mut db, scope, &connection.subsidiary).await?;
            let next_of_all = self.next_of(&mut db, scope, connection, open.next).await?;
            let mut due = next_of_all.map(|at| at.max(now + AGAIN));
            if let Some(busy) = busy.filter(|busy| *busy > now) {
                // Nothing goes before the circuit closes and the lane is free.
                due = due.map(|at| at.max(busy));
                if open.now {
                    due = Some(busy);
                }
            }
            next = match (next, due) {
                (Some(next), Some(due)) => Some(next.min(due)),
                (next, due) => next.or(due),
            };
        }
        Ok(next)
    }

    /// When the first of a connection's documents, its reconciliations and its books' news is due.
    async fn next_of(
        &self,
        db: &mut Db,
        scope: &Scope,
        connection: &Connection,
        document: Option<String>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let reading = reconciliation::due_at(db, scope, &connection.id).await?;
        let news = payments::hinted_at(self, db, scope, &connection.id).await?;
        Ok([moment(document), moment(reading), news].into_iter().flatten().min())
    }

    fn told(&self, outcome: Result<(), Halt>, lane: &str) {
        match outcome {
            Ok(()) | Err(Halt::LaneClosed | Halt::Stopped | Halt::Unread) => {}
            Err(Halt::LaneLost) => tracing::warn!(lane, "the lane went to another worker"),
            Err(halt) => {
                tracing::error!(lane, error = %halt, "a round stopped");
                self.store_failed.fetch_or(matches!(halt, Halt::Store(_)), Ordering::SeqCst);
            }
        }
    }
}

/// What the last looks at the lanes came to.
struct Looked {
    /// Every lane is to be looked at, whether something is due or not.
    at_all: bool,
    /// Lanes that were at work when they were to be looked at.
    owed: BTreeSet<String>,
    /// When every lane was looked at last, or could not be.
    last: Instant,
}

/// What a task that ended answers, when no fault of its own ended it.
fn ended<T>(done: Result<T, JoinError>) -> Option<T> {
    done.inspect_err(|error| tracing::error!(%error, "a lane's work ended by a fault of its own"))
        .ok()
}

/// A moment as the database has it.
fn moment(at: Option<String>) -> Option<Timestamp> {
    at.and_then(|at| at.parse().ok())
}

fn until(due: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(due.duration_since(now)).unwrap_or(SHORTEST).clamp(SHORTEST, TIMER)
}
