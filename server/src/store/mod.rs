//! The database. All SQL lives in this folder, one file for each table that others read or write.
//!
//! Invariant (R50): every function takes a [`Scope`], so a query without a tenant cannot be
//! written. Only [`entry`] looks up without one, and it returns nothing but ids.
//!
//! Functions take a [`Db`] rather than the [`Store`], so that a caller decides what stands in one
//! transaction. Whoever reads and then writes opens it with [`Store::begin`].

pub mod activity;
pub mod attempt;
pub mod audit;
pub mod catalog;
pub mod chart;
pub mod connection;
pub mod credential;
pub mod document;
pub mod entry;
pub mod event;
pub mod hold;
pub mod idempotency;
pub mod intent;
pub mod key;
pub mod lane;
pub mod mapping;
pub mod operation;
pub mod party;
pub mod posting;
pub mod run;
mod scope;
pub mod session;
pub mod sign_in;
pub mod subsidiary;
pub mod tenant;
pub mod user;

use std::str::FromStr;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

pub use scope::Scope;

/// One connection to the database, inside a transaction or not.
pub type Db = sqlx::SqliteConnection;

/// A transaction that holds the write lock from its beginning. Dropped without
/// [`commit`](sqlx::Transaction::commit), it leaves nothing behind.
pub type Tx = sqlx::Transaction<'static, sqlx::Sqlite>;

/// The database cannot be opened, read or written. Nothing about it is the caller's fault.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or did not answer.
    #[error("the database does not answer: {0}")]
    Database(#[from] sqlx::Error),
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
    pool: SqlitePool,
}

/// Makes what was written in `tx` durable.
pub async fn commit(tx: Tx) -> Result<(), StoreError> {
    Ok(tx.commit().await?)
}

/// How many connections read and write at once. SQLite has one writer; the others read.
const CONNECTIONS: u32 = 8;
/// How long a writer waits for the one before it.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

impl Store {
    /// Opens `address` (`sqlite:FILE`), making the file when it is missing. The schema is left as
    /// it is: see [`Store::migrate`].
    pub async fn open(address: &str) -> Result<Store, StoreError> {
        let options = SqliteConnectOptions::from_str(address)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(BUSY_TIMEOUT)
            .connect_with(options)
            .await?;
        Ok(Store { pool })
    }

    /// Brings the schema up to date. Repeating it changes nothing.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        Ok(sqlx::migrate!().run(&self.pool).await?)
    }

    /// A connection for reading, or for a single write that depends on nothing read before.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Sqlite>, StoreError> {
        Ok(self.pool.acquire().await?)
    }

    /// A transaction that takes the write lock at once, so that what it reads stays true until it
    /// commits.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
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

/// The value that is stored under `name`.
fn read_name<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, StoreError> {
    Ok(serde_json::from_value(serde_json::Value::from(name))?)
}
