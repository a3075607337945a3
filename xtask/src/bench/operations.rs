//! B7: operations through the store, two workers, one of them killed on the way.
//!
//! What is carried out is a line in a file: lines that are missing were lost, lines that stand there
//! twice were doubled.

use super::Bench;
use super::race::Score;
use super::report::{Goal, Table};
use super::tests;
use crate::run::read;
use anyhow::{Context, Result, ensure};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use waypost_postgres::Throwaway;

/// Operations of one race.
const OPERATIONS: usize = 10_000;
/// How often the file is looked at.
const LOOK: Duration = Duration::from_millis(5);

const ABOUT: &str = "10,000 operations that are due, two workers, full durability (SQLite: WAL with \
    synchronous=FULL; PostgreSQL: fsync and synchronous_commit on): claimed, carried out as a line in a \
    file, and posted. After a third of them one worker is killed with SIGKILL and started again at \
    once. Microseconds an operation, all of that included. An intent is stored before and a posting \
    with the whole preview after, built with overflow checks and debug assertions. A doubled operation is \
    one that was carried out twice, because its worker was killed between doing it and saying so: a \
    worker that starts again asks the books first. The published queues that this is to be compared with \
    (apalis on SQLite, graphile-worker on PostgreSQL) take no part yet.";

/// A queue that is ready: the command of each worker, and the file that it writes to.
struct Ready {
    workers: [(Command, PathBuf); 2],
}

/// One who takes part.
struct Peer {
    name: &'static str,
    postgres: bool,
}

const PEERS: [Peer; 2] = [
    Peer { name: "Waypost, SQLite", postgres: false },
    Peer { name: "Waypost, PostgreSQL", postgres: true },
];

/// What came of one race.
struct Outcome {
    micros_each: f64,
    lost: usize,
    doubled: usize,
}

/// Lets everyone work.
pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    println!("B7: {OPERATIONS} operations, two workers, one killed");
    tests::program(bench, "operations")?;
    let mut outcomes = Vec::new();
    for peer in &PEERS {
        let outcome = run(bench, peer)?;
        let (micros, lost, doubled) = (outcome.micros_each, outcome.lost, outcome.doubled);
        println!("  {}: {micros:.0} µs each, {lost} lost, {doubled} doubled", peer.name);
        outcomes.push(outcome);
    }
    let sum = |of: fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>() as f64;
    let goals = vec![
        Goal::at_most("lost", 0.0, sum(|one| one.lost)),
        Goal::at_most("doubled", 0.0, sum(|one| one.doubled)),
    ];
    let score = |(peer, outcome): (&Peer, &Outcome)| Score {
        name: peer.name,
        took: outcome.micros_each,
        megabytes: 0.0,
    };
    Ok(Table {
        title: "operations through the store",
        about: ABOUT,
        peers: vec!["none".to_owned()],
        unit: "µs an operation",
        scores: PEERS.iter().zip(&outcomes).map(score).collect(),
        goals,
    })
}

fn run(bench: &Bench<'_>, peer: &Peer) -> Result<Outcome> {
    let folder = bench.work.join("operations");
    // Left by a former run, where there was one.
    let _gone = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder)?;
    let server = if peer.postgres { Some(Throwaway::durable()?) } else { None };
    let url = server.as_ref().map_or_else(String::new, |server| server.url().to_owned());
    let Ready { workers: [mut first, mut second] } = waypost(bench, &folder, &url)?;
    let books = [first.1.clone(), second.1.clone()];
    let begun = Instant::now();
    let mut running = start(&mut first.0)?;
    let mut other = start(&mut second.0)?;
    while lines(&books).len() < OPERATIONS / 3 {
        ensure!(running.try_wait()?.is_none(), "{} ended before it was killed", peer.name);
        thread::sleep(LOOK);
    }
    running.kill()?;
    running.wait()?;
    let mut again = start(&mut first.0)?;
    let ended = [again.wait()?, other.wait()?];
    let took = begun.elapsed();
    ensure!(ended.iter().all(std::process::ExitStatus::success), "{} failed", peer.name);
    let lines = lines(&books);
    let distinct = lines.iter().collect::<HashSet<_>>().len();
    Ok(Outcome {
        micros_each: took.as_secs_f64() * 1e6 / OPERATIONS as f64,
        lost: OPERATIONS.saturating_sub(distinct),
        doubled: lines.len() - distinct,
    })
}

fn start(command: &mut Command) -> Result<Child> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().context("a worker does not start")
}

fn lines(books: &[PathBuf]) -> Vec<String> {
    let text = |file: &PathBuf| fs::read_to_string(file).unwrap_or_default();
    books
        .iter()
        .flat_map(|file| text(file).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn waypost(bench: &Bench<'_>, folder: &Path, url: &str) -> Result<Ready> {
    let program = bench.place.target.join("simulation/operations");
    let on = if url.is_empty() { "sqlite" } else { "postgres" };
    let mut prepare = bench.place.command(&program);
    prepare.args(["prepare", "--on", on, "--documents", &OPERATIONS.to_string()]);
    prepare.env("TMPDIR", folder);
    if !url.is_empty() {
        prepare.env("WAYPOST_POSTGRES", url);
    }
    let said = read(&mut prepare)?;
    let mut said = said.lines();
    let database = said.next().context("prepare says where")?.to_owned();
    let mut worker = |at: usize| -> Result<(Command, PathBuf)> {
        let books = folder.join(format!("books-{at}"));
        let mut work = bench.place.command(&program);
        let tenant = said.next().context("prepare says whose")?;
        work.args(["work", "--database", &database, "--tenant", tenant, "--books"]).arg(&books);
        Ok((work, books))
    };
    Ok(Ready { workers: [worker(0)?, worker(1)?] })
}
