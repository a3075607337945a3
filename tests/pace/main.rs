//! B6: how long an export of many documents takes under a system's documented limits, which the sandbox
//! enforces, by a clock that moves only while everybody waits.
//!
//! `pace --sender waypost --documents 10000`: the server's own sync; `fixed`: a client that sends one
//! request after the other with a pause; `bucket`: a token bucket with all places in use, and no
//! batches; both for Business Central alone. Prints one line of JSON. A document that is not posted exactly once ends it with an error.

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
use waypost_tests::desk::{Desk, FLEET, Online};
use waypost_tests::hours::Hours;
use waypost_tests::ids::CountedIds;

use bound::Protocol;
use line::Line;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sender {
    Waypost,
    Fixed,
    Bucket,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum System {
    BusinessCentral,
    QuickbooksOnline,
}

#[derive(Debug, Parser)]
struct Flags {
    /// Who sends
    #[arg(long, value_enum)]
    sender: Sender,
    /// Whose limits hold
    #[arg(long, value_enum, default_value_t = System::BusinessCentral)]
    system: System,
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
    let config = Config { batch_parts_count: flags.parts_count, ..Config::default() };
    let desk = open(flags.system, config).await;
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
    posted_once(&desk, &flags).await;
    let (requests, refused, most) = line.counts();
    let protocol = protocol(flags.system);
    assert!(most <= protocol.places, "{most} requests at once");
    let ideal = protocol.ideal(flags.documents, flags.parts_count);
    println!(
        "{}",
        json!({"seconds": took.as_secs_f64(), "ideal_seconds": ideal, "requests": requests,
            "refused": refused, "at_once": most})
    );
}

/// A company with its books, connected and mapped.
async fn open(system: System, config: Config) -> Desk {
    match system {
        System::BusinessCentral => {
            let start: Timestamp = "2026-09-21T08:00:00Z".parse().expect("a moment");
            let database = Database::fresh(On::Sqlite).await;
            let ids = Arc::new(CountedIds::default());
            Desk::set_up(Desk::bare_at(database, config, start, ids).await).await
        }
        System::QuickbooksOnline => Online::with(config, FLEET).await.into_desk(),
    }
}

fn protocol(system: System) -> &'static Protocol {
    match system {
        System::BusinessCentral => &bound::BUSINESS_CENTRAL,
        System::QuickbooksOnline => &bound::QUICKBOOKS_ONLINE,
    }
}

async fn posted_once(desk: &Desk, flags: &Flags) {
    let (books, of) = match flags.system {
        System::BusinessCentral => (desk.ledger().await, "documents"),
        System::QuickbooksOnline => {
            let path = format!("quickbooks/{FLEET}/books");
            (desk.ask("GET", &path, &Value::Null).await, "transactions")
        }
    };
    let held = books[of].as_array().expect("documents");
    assert_eq!(held.len(), flags.documents, "lost or doubled");
    let draft = |one: &Value| one["posted"] == false;
    assert!(!held.iter().any(draft), "a draft is left");
    assert_eq!(books["balanced"], true);
}
