//! Transactions that read and then write: what one has read stays true until it commits.
//!
//! SQLite has one writer at a time, which takes the write lock as it begins. On PostgreSQL the same
//! is an advisory lock that ends with the transaction: alone for [`Store::begin`], shared by the
//! holders of different lanes for [`Store::begin_on_lane`], who write about different documents.
//! Each statement sees what was committed before it (READ COMMITTED), and behind the lock nobody
//! commits anything else; a snapshot from before the lock would be older than what it guards.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use sqlx::Any;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::group::{Line, Member};
use super::{Db, Store, StoreError};

/// Takes the lock alone. Two numbers: no number of a lane's lock is one of them.
const ALONE: &str = "SELECT pg_advisory_xact_lock(7707, 1)";
/// Takes the lock with the holders of other lanes.
const WITH_OTHER_LANES: &str = "SELECT pg_advisory_xact_lock_shared(7707, 1), \
    pg_advisory_xact_lock(hashtextextended($1, 0))";

/// How a database's writers keep out of each other's way.
#[derive(Clone, Debug)]
pub(super) enum Writers {
    /// SQLite: in a line, several to a commit.
    InLine(Line),
    /// PostgreSQL: by its locks, for which one writer of this server waits at a time, so that
    /// those who wait do not use up the connections.
    Locked(Arc<Mutex<()>>),
}

/// A transaction. Dropped without [`commit`](Tx::commit), it leaves nothing behind.
pub struct Tx(Inner);

enum Inner {
    InLine(Member),
    Locked { tx: sqlx::Transaction<'static, Any>, _turn: Option<OwnedMutexGuard<()>> },
}

impl Store {
    /// A transaction that nobody else writes beside, so that what it reads stays true until it
    /// commits.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        match &self.writers {
            Writers::InLine(line) => Ok(Tx(Inner::InLine(line.begin(&self.pool).await?))),
            Writers::Locked(turn) => {
                let turn = Arc::clone(turn).lock_owned().await;
                let mut tx = self.pool.begin().await?;
                sqlx::query(ALONE).execute(&mut *tx).await?;
                Ok(Tx(Inner::Locked { tx, _turn: Some(turn) }))
            }
        }
    }

    /// A transaction about what goes on `lane`: the holders of other lanes may write beside it,
    /// and nobody else.
    pub(super) async fn begin_on_lane(&self, lane: &str) -> Result<Tx, StoreError> {
        match &self.writers {
            Writers::InLine(_) => self.begin().await,
            Writers::Locked(_) => {
                let mut tx = self.pool.begin().await?;
                sqlx::query(WITH_OTHER_LANES).bind(lane).execute(&mut *tx).await?;
                Ok(Tx(Inner::Locked { tx, _turn: None }))
            }
        }
    }
}

impl Tx {
    /// Makes what was written durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self.0 {
            Inner::InLine(member) => member.commit().await,
            Inner::Locked { tx, _turn } => Ok(tx.commit().await?),
        }
    }
}

impl Deref for Tx {
    type Target = Db;

    fn deref(&self) -> &Db {
        match &self.0 {
            Inner::InLine(member) => member,
            Inner::Locked { tx, .. } => tx,
        }
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Db {
        match &mut self.0 {
            Inner::InLine(member) => member,
            Inner::Locked { tx, .. } => tx,
        }
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Tx")
    }
}
