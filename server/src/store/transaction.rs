//! Transactions that read and then write: what one has read stays true until it commits.
//!
//! SQLite has one writer at a time, which takes the write lock as it begins. On PostgreSQL the same
//! is an advisory lock that ends with the transaction: alone for [`Store::begin`], shared by the
//! holders of different lanes for [`Store::begin_on_lane`], who write about different documents.
//! Each statement sees what was committed before it (READ COMMITTED), and behind the lock nobody
//! commits anything else; a snapshot from before the lock would be older than what it guards.
//!
//! The writers of this server who would wait for the same lock stand in one line and share its commits
//! ([`super::group`]), so that those who wait do not use up the connections.

use std::collections::HashMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use super::group::{Line, Member, Opening};
use super::{Db, Store, StoreError};

/// How a database's writers keep out of each other's way.
#[derive(Clone, Debug)]
pub(super) enum Writers {
    /// SQLite: all in one line.
    InLine(Line),
    /// PostgreSQL: a line of those who write alone, and one for each lane.
    Locked { alone: Line, lanes: Arc<Mutex<HashMap<String, Line>>> },
}

impl Writers {
    /// Those of a PostgreSQL.
    pub(super) fn locked() -> Writers {
        Writers::Locked { alone: Line::default(), lanes: Arc::default() }
    }
}

/// A transaction. Dropped without [`commit`](Tx::commit), it leaves nothing behind.
pub struct Tx(Member);

impl Store {
    /// A transaction that nobody else writes beside, so that what it reads stays true until it
    /// commits.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let (line, opening) = match &self.writers {
            Writers::InLine(line) => (line, Opening::Immediate),
            Writers::Locked { alone, .. } => (alone, Opening::Alone),
        };
        Ok(Tx(line.begin(&self.pool, opening).await?))
    }

    /// A transaction about what goes on `lane`: the holders of other lanes may write beside it,
    /// and nobody else.
    pub(super) async fn begin_on_lane(&self, lane: &str) -> Result<Tx, StoreError> {
        let Writers::Locked { lanes, .. } = &self.writers else {
            return self.begin().await;
        };
        let line = {
            let mut lanes = lanes.lock().unwrap_or_else(PoisonError::into_inner);
            lanes.entry(lane.to_owned()).or_default().clone()
        };
        Ok(Tx(line.begin(&self.pool, Opening::OnLane(lane)).await?))
    }
}

impl Tx {
    /// Makes what was written durable.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.0.commit().await
    }
}

impl Deref for Tx {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Db {
        &mut self.0
    }
}

impl fmt::Debug for Tx {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Tx")
    }
}
