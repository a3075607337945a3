//! B6: how long an export of many documents takes under Business Central's documented limits, which
//! the sandbox enforces, by a clock that moves only while everybody waits.
//!
//! `pace --sender waypost --documents 10000`: the server's own sync; `fixed`: a client that sends one
//! request after the other with a pause; `bucket`: a token bucket with all places in use, and no
//! batches. Prints one line of JSON. A document that is not posted exactly once ends it with an error.

#![expect(clippy::expect_used, reason = "what a measurement cannot set up or read ends it")]

mod bound;
mod clients;
mod line;
mod waypost;

use std::sync::Arc;

use clap::{Parser, ValueEnum};
use jiff::Timestamp;
use serde_json::{Value, json};
use waypost_sandbox::Config;
use waypost_tests::database::{Database, On};
use waypost_tests::desk::Desk;
use waypost_tests::hours::Hours;
use waypost_tests::ids::CountedIds;

use line::Line;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sender {
    Waypost,
    Fixed,
    Bucket,
}

#[derive(Debug, Parser)]
struct Flags {
    /// Who sends
    #[arg(long, value_enum)]
    sender: Sender,
    /// How many documents
    #[arg(long, default_value_t = 10_000)]
    documents: usize,
    /// The operations of a batch count one by one; the system's documentation does not say
    #[arg(long)]
    parts_count: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let flags = Flags::parse();
    let start: Timestamp = "2026-09-21T08:00:00Z".parse().expect("a moment");
    let config = Config { batch_parts_count: flags.parts_count, ..Config::default() };
    let database = Database::fresh(On::Sqlite).await;
    let desk = Desk::bare_at(database, config, start, Arc::new(CountedIds::default())).await;
    let desk = Desk::set_up(desk).await;
    let hours = Hours::of(desk.clock.clone());
    let line = Arc::new(Line::new(desk.books.sandbox.line(), hours.clone()));
    // What connecting took does not count against anybody.
    hours.spend(|| desk.store.at_rest(), hours.pass(std::time::Duration::from_secs(600))).await;
    let began = desk.clock.now_is();
    match flags.sender {
        Sender::Waypost => waypost::send(&desk, &hours, &line, flags.documents).await,
        Sender::Fixed => clients::fixed(&desk, &hours, &line, flags.documents).await,
        Sender::Bucket => clients::bucket(&desk, &hours, &line, flags.documents).await,
    }
    let took = desk.clock.now_is().duration_since(began);
    posted_once(&desk, flags.documents).await;
    let (requests, refused, most) = line.counts();
    assert!(most <= bound::PLACES, "{most} requests at once");
    let ideal = bound::ideal(flags.documents, flags.parts_count);
    println!(
        "{}",
        json!({"seconds": took.as_secs_f64(), "ideal_seconds": ideal, "requests": requests,
            "refused": refused, "at_once": most})
    );
}

async fn posted_once(desk: &Desk, documents: usize) {
    let ledger = desk.ledger().await;
    let held = ledger["documents"].as_array().expect("documents");
    assert_eq!(held.len(), documents, "lost or doubled");
    assert!(held.iter().all(|one: &Value| one["posted"] == true), "a draft is left");
    assert_eq!(ledger["balanced"], true);
}
