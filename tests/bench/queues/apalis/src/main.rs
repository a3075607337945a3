//! B7's peer on SQLite: apalis, which fetches as many jobs at once as Waypost takes documents.
//!
//! `waypost-bench-apalis prepare DATABASE JOBS`, then `waypost-bench-apalis work DATABASE BOOKS`, to
//! be killed at any time and started again. What is carried out is a line in the file BOOKS. Ends
//! when no job is left.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use apalis::prelude::{BoxDynError, Data, TaskSink, WorkerBuilder};
use apalis_core::backend::WorkerFilter;
use apalis_sqlite::{Config, SqliteStorage, queries};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous};

/// What is posted: the document that Waypost posts, under a number of its own each time.
const DOCUMENT: &str =
    include_str!("../../../../../core/vectors/keystone/documents/REF-1002345.json");
/// Where the jobs are kept.
const QUEUE: &str = "documents";
/// How often a worker looks whether it may end.
const LOOK: Duration = Duration::from_millis(20);
const LEFT: &str =
    "SELECT EXISTS (SELECT 1 FROM Jobs WHERE status IN ('Pending', 'Queued', 'Running'))";

#[tokio::main]
async fn main() -> Result<(), BoxDynError> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["prepare", database, jobs] => prepare(database, jobs.parse()?).await,
        ["work", database, books] => {
            wait_to_begin()?;
            work(database, books).await
        }
        _ => Err("prepare DATABASE JOBS, or work DATABASE BOOKS".into()),
    }
}

/// Loaded; what is timed begins when somebody says so.
fn wait_to_begin() -> Result<(), BoxDynError> {
    println!("ready");
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}

/// As `SqliteStorage::setup` has it, but as durable as Waypost's: that one does not wait for the disk. And
/// more patient: where two workers finish jobs one by one, the disk is never free for whoever fetches, and
/// SQLite's own waiting has no queue.
async fn open(database: &str) -> Result<SqlitePool, BoxDynError> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "64000")
        .pragma("temp_store", "MEMORY")
        .busy_timeout(Duration::from_secs(300));
    Ok(SqlitePool::connect_with(options).await?)
}

fn storage(pool: &SqlitePool) -> SqliteStorage<Value> {
    SqliteStorage::new(pool).with_config(Config::default().queue(QUEUE).batch_size(100))
}

async fn prepare(database: &str, jobs: usize) -> Result<(), BoxDynError> {
    let pool = open(database).await?;
    SqliteStorage::setup(&pool).await?;
    let document: Value = serde_json::from_str(DOCUMENT)?;
    let numbered = |n: usize| {
        let mut document = document.clone();
        let number = json!(format!("REF-{n:06}"));
        document["id"] = number.clone();
        document["number"] = number;
        document
    };
    let documents: Vec<Value> = (0..jobs).map(numbered).collect();
    storage(&pool).push_bulk(documents).await?;
    pool.close().await;
    Ok(())
}

async fn work(database: &str, books: &str) -> Result<(), BoxDynError> {
    let pool = open(database).await?;
    let name = take_over(&pool, books).await?;
    let books = Arc::new(OpenOptions::new().create(true).append(true).open(books)?);
    let worker = WorkerBuilder::new(name).backend(storage(&pool)).data(books).build(carry_out);
    tokio::select! {
        ended = worker.run() => {
            ended?;
            Err("the worker ended by itself".into())
        }
        done = nothing_left(&pool) => done,
    }
}

/// What a killed worker had fetched stays locked for a minute, in which it is missed: the one in its
/// place gives it back at once, by apalis's own query, and goes by another name.
async fn take_over(pool: &SqlitePool, books: &str) -> Result<String, BoxDynError> {
    let kept = format!("{books}.worker");
    if let Ok(gone) = fs::read_to_string(&kept) {
        queries::reenqueue_orphaned(pool, 0, QUEUE, &WorkerFilter::Only(gone)).await?;
    }
    let name = format!("{books}-{}", std::process::id());
    fs::write(kept, &name)?;
    Ok(name)
}

async fn carry_out(document: Value, books: Data<Arc<File>>) -> Result<(), BoxDynError> {
    let number = document["number"].as_str().ok_or("a document has a number")?;
    Ok((&**books).write_all(format!("{number}\n").as_bytes())?)
}

async fn nothing_left(pool: &SqlitePool) -> Result<(), BoxDynError> {
    while sqlx::query_scalar::<_, i64>(LEFT).fetch_one(pool).await? != 0 {
        tokio::time::sleep(LOOK).await;
    }
    Ok(())
}
