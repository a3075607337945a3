//! Commits in groups: a disk syncs some hundreds of times a second, so the writers that stand in one line
//! share one transaction and one sync.
//!
//! Each of them has a savepoint of its own, so what one takes back leaves the others alone.
//!
//! Invariant: whoever is told that its changes are durable was told so after the one commit that
//! holds them; when that commit fails, all of them are told.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyPool};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, watch};

use super::{Db, StoreError};

/// How long a writer stands in line.
const PATIENCE: Duration = Duration::from_secs(10);

/// The line of writers. First come, first served. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Arc<Mutex<Option<Group>>>);

/// How a group's transaction begins: with the lock that keeps others out until it ends.
#[derive(Clone, Copy)]
pub(super) enum Opening<'a> {
    /// SQLite's write lock, which there is one of.
    Immediate,
    /// PostgreSQL's lock of all writers, alone.
    Alone,
    /// The same, with the holders of other lanes.
    OnLane(&'a str),
}

/// Takes the lock alone. Two numbers: no number of a lane's lock is one of them.
const ALONE: &str = "BEGIN; SELECT pg_advisory_xact_lock(7707, 1)";
/// Takes the lock with the holders of other lanes.
const WITH_OTHER_LANES: &str = "SELECT pg_advisory_xact_lock_shared(7707, 1), \
    pg_advisory_xact_lock(hashtextextended($1, 0))";

/// How the commit of a group ended.
type Ended = Result<(), Arc<sqlx::Error>>;

/// Writers that share one transaction.
#[derive(Debug)]
struct Group {
    db: PoolConnection<Any>,
    /// How many of them want their changes kept.
    kept: usize,
    /// Whether the last of them does; if not, its savepoint is rolled back before anything else.
    last_kept: bool,
    /// The connection carries no transaction any more.
    over: bool,
    told: watch::Sender<Option<Ended>>,
}

/// One writer of a group. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Member(OwnedMappedMutexGuard<Option<Group>, Group>);

impl Line {
    /// Waits for its turn, then writes in the open group, or opens one.
    pub(super) async fn begin(
        &self,
        pool: &AnyPool,
        opening: Opening<'_>,
    ) -> Result<Member, StoreError> {
        let waiting = tokio::time::timeout(PATIENCE, Arc::clone(&self.0).lock_owned());
        let mut turn = waiting.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let admitted = match turn.as_mut() {
            Some(group) => group.admit().await,
            None => false,
        };
        if !admitted {
            *turn = None;
            *turn = Some(Group::open(pool, opening).await?);
            self.close_after_those_in_line();
        }
        let group = OwnedMutexGuard::try_map(turn, Option::as_mut);
        group.map(Member).map_err(|_| sqlx::Error::PoolTimedOut.into())
    }

    /// Stands in line behind those who wait now; they are the group.
    fn close_after_those_in_line(&self) {
        let line = Arc::clone(&self.0);
        tokio::spawn(async move {
            let mut turn = line.lock().await;
            if let Some(group) = turn.take() {
                group.close().await;
            }
        });
    }
}

impl Group {
    async fn open(pool: &AnyPool, opening: Opening<'_>) -> Result<Group, StoreError> {
        let db = pool.acquire().await?;
        let told = watch::Sender::new(None);
        let mut group = Group { db, kept: 0, last_kept: false, over: false, told };
        match opening {
            Opening::Immediate => group.run("BEGIN IMMEDIATE").await?,
            Opening::Alone => group.run(ALONE).await?,
            Opening::OnLane(lane) => {
                group.run("BEGIN").await?;
                sqlx::query(WITH_OTHER_LANES).bind(lane).execute(&mut *group.db).await?;
            }
        }
        group.run("SAVEPOINT member").await?;
        Ok(group)
    }

    /// Makes room for another member. False when the transaction is lost: on a full disk SQLite
    /// rolls back all of it by itself, and PostgreSQL may have gone away.
    async fn admit(&mut self) -> bool {
        let ready =
            if self.last_kept { "RELEASE member; SAVEPOINT member" } else { "ROLLBACK TO member" };
        match self.run(ready).await {
            Ok(()) => self.last_kept = false,
            Err(lost) => {
                self.told.send_replace(Some(Err(Arc::new(lost))));
                return false;
            }
        }
        true
    }

    async fn close(mut self) {
        let end = match (self.kept, self.last_kept) {
            (0, _) => "ROLLBACK",
            (_, true) => "COMMIT",
            (_, false) => "ROLLBACK TO member; COMMIT",
        };
        let ended = self.run(end).await;
        self.over = ended.is_ok();
        self.told.send_replace(Some(ended.map_err(Arc::new)));
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(sql).execute(&mut *self.db).await.map(drop)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if !self.over {
            // Whatever the connection still carries ends with it.
            self.db.close_on_drop();
        }
    }
}

impl Member {
    /// Keeps what was written, and waits until it is durable.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.0.kept += 1;
        self.0.last_kept = true;
        let mut told = self.0.told.subscribe();
        drop(self);
        let ended = told.wait_for(Option::is_some).await;
        match ended.ok().and_then(|ended| ended.clone()) {
            Some(Ok(())) => Ok(()),
            Some(Err(cause)) => Err(StoreError::NotCommitted(cause)),
            None => Err(StoreError::NotCommitted(Arc::new(sqlx::Error::WorkerCrashed))),
        }
    }
}

impl Deref for Member {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.0.db
    }
}

impl DerefMut for Member {
    fn deref_mut(&mut self) -> &mut Db {
        &mut self.0.db
    }
}
