//! The database. All SQL lives in this folder, one file for each table that others read or write.
//!
//! Invariant (R50): every function takes a [`Scope`], so a query without a tenant cannot be
//! written. Only [`entry`] looks up without one, and it returns nothing but ids.
//!
//! Functions take a [`Db`] rather than the [`Store`], so that a caller decides what stands in one
//! transaction. Whoever writes opens it with [`Store::begin`].

pub mod activity;
mod address;
pub mod attempt;
pub mod audit;
pub mod catalog;
pub mod chart;
pub mod connection;
pub mod credential;
pub mod document;
pub mod entry;
pub mod event;
mod group;
pub mod hold;
pub mod idempotency;
pub mod intent;
pub mod item;
pub mod key;
pub mod lane;
pub mod mapping;
pub mod moving;
pub mod operation;
pub mod party;
pub mod payment;
pub mod posting;
mod pulse;
pub mod reconciliation;
pub mod run;
mod schema;
mod scope;
pub mod session;
pub mod sign_in;
pub mod signed_in;
pub mod subsidiary;
pub mod tenant;
mod transaction;
pub mod user;
pub mod webhook;
pub mod write_off;

use std::sync::Arc;
use std::time::Duration;

use sqlx::AnyPool;
use sqlx::any::{AnyPoolOptions, install_default_drivers};

pub use address::{Address, UnknownAddress};
pub use pulse::Cause;
pub use scope::Scope;
pub use transaction::Tx;

use address::Engine;
use transaction::Writers;

/// One connection to the database, inside a transaction or not.
pub type Db = sqlx::AnyConnection;

/// One row of an answer. Its columns are text, whole numbers of 64 bits, bytes, or nothing.
pub type Row = sqlx::any::AnyRow;

/// The database cannot be opened, read or written. Nothing about it is the caller's fault.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or did not answer.
    #[error("the database does not answer: {0}")]
    Database(#[from] sqlx::Error),
    /// The commit failed, so nothing of it is stored.
    #[error("the database did not keep what was written: {0}")]
    NotCommitted(Arc<sqlx::Error>),
    /// The schema cannot be brought up to date.
    #[error("the database's schema cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored value cannot be read back.
    #[error("a stored value cannot be read: {0}")]
    Stored(#[from] serde_json::Error),
}

/// A handle on the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    engine: Engine,
    writers: Writers,
    pulse: Arc<pulse::Last>,
}

/// Makes what was written in `tx` durable.
pub async fn commit(tx: Tx) -> Result<(), StoreError> {
    tx.commit().await
}

/// How many connections read and write at once.
const CONNECTIONS: u32 = 8;
/// How long somebody waits for a connection, and a connection for a lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// Every commit of SQLite is on the disk before it is answered.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON";
/// The same for PostgreSQL, whatever its operator has chosen for others; and a server that is gone
/// in the middle of a transaction holds up the others for half a minute at most.
const POSTGRES_SETTINGS: &str = "SELECT set_config('synchronous_commit', 'on', false) \
    WHERE current_setting('synchronous_commit') = 'off'; \
    SET default_transaction_isolation = 'read committed'; \
    SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '30s'";

impl Store {
    /// Opens the database at `address`; a file that is missing is made. The schema is left as it
    /// is: see [`Store::migrate`].
    pub async fn open(address: &Address) -> Result<Store, StoreError> {
        install_default_drivers();
        let engine = address.engine();
        let (url, settings, writers) = match engine {
            Engine::Sqlite => {
                let mode = if address.reveal().contains('?') { "" } else { "?mode=rwc" };
                let url = format!("{}{mode}", address.reveal());
                (url, SQLITE_SETTINGS, Writers::InLine(group::Line::default()))
            }
            Engine::Postgres => (address.reveal().to_owned(), POSTGRES_SETTINGS, Writers::locked()),
        };
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .after_connect(move |db, _| {
                Box::pin(async move { sqlx::raw_sql(settings).execute(db).await.map(drop) })
            })
            .connect(&url)
            .await?;
        Ok(Store { pool, engine, writers, pulse: Arc::default() })
    }

    /// Brings the schema up to date. Repeating it changes nothing, and of several servers that
    /// start at once one does it.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Ok(schema::migrations(self.engine).run(&self.pool).await?)
    }

    /// A connection for reading. Whoever writes, be it one row, stands in the line of
    /// [`Store::begin`] with the others.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Any>, StoreError> {
        Ok(self.pool.acquire().await?)
    }

    /// Whether nobody reads or writes at this moment. Who owns the clock moves it only then.
    pub fn at_rest(&self) -> bool {
        self.pool.num_idle() == self.pool.size() as usize
    }

    /// Waits for open connections and folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// The name of an enum's value in the public formats, as it is stored.
fn stored_name<T: serde::Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(name) => Ok(name),
        other => Ok(other.to_string()),
    }
}

/// A stored number that was written from 32 bits or fewer.
fn small(row: &Row, column: &str) -> Result<u32, StoreError> {
    let number: i64 = sqlx::Row::try_get(row, column)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The value that is stored under `name`.
fn read_name<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, StoreError> {
    Ok(serde_json::from_value(serde_json::Value::from(name))?)
}
