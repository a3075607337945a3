//! B7's peer on SQLite: apalis, with the buffer and the poll interval of its own benchmarks.
//!
//! `waypost-bench-apalis prepare DATABASE JOBS`, then `waypost-bench-apalis work DATABASE BOOKS`, to be
//! killed at any time. What is carried out is a line in the file BOOKS. Ends when no job is left.

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use apalis::prelude::*;
use apalis_sql::Config;
use apalis_sql::sqlite::SqliteStorage;
use apalis_sql::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use apalis_sql::sqlx::{self, SqlitePool};
use serde::{Deserialize, Serialize};

/// What is carried out: the document that Waypost posts.
const DOCUMENT: &str =
    include_str!("../../../../core/vectors/keystone/documents/REF-1002345.json");

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Job {
    id: usize,
    document: String,
}

type Failed = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["prepare", database, jobs] => prepare(database, jobs.parse()?).await,
        ["work", database, books] => work(database, books).await,
        _ => Err("prepare DATABASE JOBS, or work DATABASE BOOKS".into()),
    }
}

/// As durable as Waypost's.
async fn open(database: &str) -> Result<SqlitePool, Failed> {
    let options = SqliteConnectOptions::from_str(&format!("sqlite:{database}"))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(10));
    Ok(SqlitePool::connect_with(options).await?)
}

fn config() -> Config {
    Config::new("documents")
        .set_buffer_size(100)
        .set_poll_interval(Duration::from_millis(50))
        .set_keep_alive(Duration::from_millis(200))
        // Without it the jobs of a worker that is gone stay locked for five minutes.
        .set_reenqueue_orphaned_after(Duration::from_secs(1))
}

async fn prepare(database: &str, jobs: usize) -> Result<(), Failed> {
    let pool = open(database).await?;
    SqliteStorage::setup(&pool).await?;
    sqlx::query("PRAGMA synchronous = OFF").execute(&pool).await?;
    let mut storage = SqliteStorage::new_with_config(pool, config());
    for id in 0..jobs {
        storage.push(Job { id, document: DOCUMENT.to_owned() }).await?;
    }
    Ok(())
}

async fn carry_out(job: Job, books: Data<Arc<File>>) -> Result<(), Failed> {
    Ok((&**books).write_all(format!("{}\n", job.id).as_bytes())?)
}

async fn work(database: &str, books: &str) -> Result<(), Failed> {
    let pool = open(database).await?;
    let books = Arc::new(OpenOptions::new().create(true).append(true).open(books)?);
    let storage: SqliteStorage<Job> = SqliteStorage::new_with_config(pool.clone(), config());
    // A worker that starts again is another one: its name is the process's.
    let name = format!("worker-{}", std::process::id());
    let worker =
        WorkerBuilder::new(name).concurrency(100).data(books).backend(storage).build_fn(carry_out);
    let working = tokio::spawn(Monitor::new().register(worker).run());
    loop {
        let left: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM Jobs WHERE status IN ('Pending', 'Running')")
                .fetch_one(&pool)
                .await?;
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    working.abort();
    Ok(())
}
