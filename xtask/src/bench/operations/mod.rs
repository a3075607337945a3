//! B7: operations through the store, two workers, one of them killed on the way. Its peers are
//! published job queues on the same databases, as durable.
//!
//! What is carried out is a line in a file: lines that are missing were lost, lines that stand there
//! twice were doubled.

mod lap;
mod queues;

use super::Bench;
use super::race::{Peer, Score, race as run_race};
use super::report::{Goal, Table};
use anyhow::Result;
use queues::{Ready, apalis, graphile, waypost};
use std::cell::Cell;
use std::path::Path;

/// Operations of one lap.
const OPERATIONS: usize = 10_000;

const ABOUT: &str = "10,000 operations that are due, two workers, full durability (SQLite: WAL with \
    synchronous=FULL; PostgreSQL: fsync and synchronous_commit on): claimed, carried out as a line in a \
    file, and finished. All workers are loaded before the time begins. After a third of the operations \
    one is killed with SIGKILL, and another takes its place at once; the time ends when both have found \
    nothing left. Microseconds an operation, all of that included. Each operation is the document of the \
    sample's load. Waypost stores an intent before and a posting with the whole preview after, built with \
    overflow checks and debug assertions; the peers store a lock before and take it or the job away \
    after. apalis fetches 100 jobs at once, as many as Waypost takes documents (its own default is 10), \
    and graphile-worker is set up as its page on performance is: 24 jobs at once, 500 fetched, finished \
    ones reported together. What a killed worker had fetched would stay locked for a minute in apalis \
    and for four hours in graphile-worker: the worker in its place releases it at once, by the query and \
    the call that they publish for that, reenqueue_orphaned and forceUnlockWorkers. A doubled operation \
    is one that was carried out twice, because its worker was killed between doing it and saying so: \
    Waypost asks the books first, the peers do not.";

const SQLITE: &str = "Waypost, SQLite";
const APALIS: &str = "apalis, SQLite";
const POSTGRES: &str = "Waypost, PostgreSQL";
const GRAPHILE: &str = "graphile-worker, PostgreSQL";

/// One who takes part.
struct Queue {
    name: &'static str,
    /// With licence and version, where it is a peer.
    published: Option<&'static str>,
    ready: fn(&Bench<'_>, &Path, &str) -> Result<Ready>,
    postgres: bool,
}

static QUEUES: [Queue; 4] = [
    Queue { name: SQLITE, published: None, ready: waypost, postgres: false },
    Queue {
        name: APALIS,
        published: Some("apalis 1.0.0 with apalis-sqlite 1.0.0 (MIT)"),
        ready: apalis,
        postgres: false,
    },
    Queue { name: POSTGRES, published: None, ready: waypost, postgres: true },
    Queue {
        name: GRAPHILE,
        published: Some("graphile-worker 0.17.3 (MIT)"),
        ready: graphile,
        postgres: true,
    },
];

/// What was wrong in the books, in all laps.
#[derive(Clone, Copy, Default)]
struct Wrong {
    lost: usize,
    doubled: usize,
}

/// Lets everyone work.
pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    println!("B7: {OPERATIONS} operations, two workers, one killed");
    queues::build(bench)?;
    let wrong: [Cell<Wrong>; 4] = Default::default();
    let racers: Vec<Peer<'_>> = QUEUES
        .iter()
        .zip(&wrong)
        .map(|(queue, wrong)| Peer {
            name: queue.name,
            lap: Box::new(move || lap::run(bench, queue, wrong)),
        })
        .collect();
    Ok(table(run_race(&racers, bench.rounds)?, &wrong))
}

fn table(scores: Vec<Score>, wrong: &[Cell<Wrong>; 4]) -> Table {
    let took =
        |name| scores.iter().find(|score| score.name == name).map_or(f64::NAN, |score| score.took);
    let ours = |of: fn(Wrong) -> usize| {
        let ours = QUEUES.iter().zip(wrong).filter(|(queue, _)| queue.published.is_none());
        ours.map(|(_, wrong)| of(wrong.get())).sum::<usize>() as f64
    };
    let peers = QUEUES.iter().zip(wrong).filter_map(|(queue, wrong)| {
        let Wrong { lost, doubled } = wrong.get();
        Some(format!("{}, {lost} lost and {doubled} doubled in all rounds", queue.published?))
    });
    let goals = vec![
        Goal::at_least("apalis's time ÷ Waypost's, SQLite", 3.0, took(APALIS) / took(SQLITE)),
        Goal::at_least(
            "graphile-worker's time ÷ Waypost's, PostgreSQL",
            3.0,
            took(GRAPHILE) / took(POSTGRES),
        ),
        Goal::at_most("lost by Waypost", 0.0, ours(|wrong| wrong.lost)),
        Goal::at_most("doubled by Waypost", 0.0, ours(|wrong| wrong.doubled)),
    ];
    Table {
        title: "operations through the store",
        about: ABOUT,
        peers: peers.collect(),
        unit: "µs an operation",
        scores,
        goals,
    }
}
