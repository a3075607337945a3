//! T8: three servers on one PostgreSQL, killed in turn under load and started again. Lost 0,
//! duplicate 0, and the books equal the expected journal to the cent.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use waypost_core::api::StateCounts;
use waypost_server::store::operation;
use waypost_tests::desk::Desk;
use waypost_tests::{On, Program};

use crate::crash::{each_exactly_once, push};
use crate::kill::program;

/// How many documents, unless `WAYPOST_REPLICA_DOCUMENTS` says.
const DOCUMENTS: usize = 60;
/// How many servers.
const SERVERS: usize = 3;
/// How many kills while the documents are posted, one server after the other.
const KILLS: usize = 9;
/// How long the servers may go without posting anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Account, debit less credit, in cents, of one load. By hand, from the document and the mapping.
const BY_HAND: [(&str, i64); 6] = [
    ("11000", 329_862),
    ("40100", -245_000),
    ("40200", -40_112),
    ("40300", -11_750),
    ("40310", -15_000),
    ("40340", -18_000),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_servers_killed_in_turn_lose_nothing_and_double_nothing() {
    let documents = std::env::var("WAYPOST_REPLICA_DOCUMENTS");
    let documents = documents.map_or(DOCUMENTS, |figure| figure.parse().expect("a figure"));
    let program = program();
    let desk = Desk::on(On::Postgres).await;
    let mut servers: Vec<Program> =
        (0..SERVERS).map(|_| Program::start(&program, &desk.flags())).collect();
    let mut ids = Vec::new();
    for kill in 0..=KILLS {
        let more = documents * kill / KILLS..documents * (kill + 1).min(KILLS) / KILLS;
        ids.extend(push(&desk, more.map(|n| format!("REF-{n:05}"))).await);
        let enough = documents * kill / (KILLS + 2);
        settled(&desk, "some postings", |counts| counts.posted as usize >= enough).await;
        servers.remove(0).kill();
        // Another server takes over at once, and the one that works loses its lane as well.
        desk.end_leases().await;
        servers.push(Program::start(&program, &desk.flags()));
    }
    settled(&desk, "an end", |counts| counts.waiting + counts.sending == 0).await;
    servers.into_iter().for_each(Program::kill);
    desk.end_leases().await;
    // What was under way at a kill is quarantined for 18 minutes: its end is told on a clock that
    // can be moved.
    desk.clock.advance(jiff::SignedDuration::from_mins(20));
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
    assert_eq!(ids.len(), documents);
    let expected: Vec<(String, Value)> = BY_HAND
        .iter()
        .map(|(account, cents)| ((*account).to_owned(), json!(money(*cents * documents as i64))))
        .collect();
    assert_eq!(balances(&desk).await, expected);
}

/// Waits until the states of the documents are `so`, as long as something is posted meanwhile.
async fn settled(desk: &Desk, what: &str, so: impl Fn(&StateCounts) -> bool) {
    let mut since = Instant::now();
    let mut before = StateCounts::default();
    loop {
        let mut db = desk.store.read().await.expect("a connection");
        let counts = operation::counts(&mut db, &desk.scope, waypost_tests::sample::SUBSIDIARY);
        let counts = counts.await.expect("a database");
        drop(db);
        if so(&counts) {
            return;
        }
        if counts != before {
            (since, before) = (Instant::now(), counts);
        }
        assert!(since.elapsed() < PATIENCE, "{what} did not come about: {before:?}");
        tokio::task::yield_now().await;
    }
}

/// What stands on each account of the books.
async fn balances(desk: &Desk) -> Vec<(String, Value)> {
    let ledger = desk.ledger().await;
    let balances = ledger["trialBalance"].as_object().expect("balances");
    balances.iter().map(|(account, it)| (account.clone(), it["net"].clone())).collect()
}

/// Cents as the books write them.
fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}
