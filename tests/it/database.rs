//! T9: the database cannot be written or is gone. Posting stops, the server says so with its
//! reason, and it goes on by itself, with nothing doubled.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use waypost_sandbox::Config;
use waypost_server::store::{Cause, Store};
use waypost_server::sync::{Checkpoints, Options};
use waypost_tests::desk::{Desk, Fuse};
use waypost_tests::{Database, Line, On, Program, Setup, TestApp, on_both};

use crate::crash::{each_exactly_once, push};
use crate::kill::{program, until};

on_both!(a_database_that_may_only_be_read_stops_the_posting_until_it_may_be_written);

/// How soon the server has to notice that its database is back.
const PATIENCE: Duration = Duration::from_secs(20);

async fn a_database_that_may_only_be_read_stops_the_posting_until_it_may_be_written(on: On) {
    let mut desk = Desk::on(on).await;
    let ids = push(&desk, (0..3).map(|n| format!("REF-{n}"))).await;
    may_be_written(on, &desk, false).await;
    let again = desk.work().await.expect("a time to come back");
    assert!(again.duration_since(desk.clock.now_is()).as_secs() <= 5, "it comes back soon");
    assert_eq!(desk.ledger().await["documents"], json!([]), "nothing was sent");
    assert_eq!(desk.store.pulse().await, Err(Cause::ReadOnly));
    may_be_written(on, &desk, true).await;
    pulses(&desk.store).await;
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
    desk.start_again(Options::default());
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
}

/// Takes the right to write from every connection of the server, or gives it back.
async fn may_be_written(on: On, desk: &Desk, writable: bool) {
    let sql = match (on, writable) {
        (On::Sqlite, true) => "PRAGMA query_only = OFF",
        (On::Sqlite, false) => "PRAGMA query_only = ON",
        (On::Postgres, true) => "SET default_transaction_read_only = off",
        (On::Postgres, false) => "SET default_transaction_read_only = on",
    };
    let mut all = Vec::new();
    for _ in 0..8 {
        let mut db = desk.store.read().await.expect("a connection");
        sqlx::raw_sql(sql).execute(&mut *db).await.expect("a setting");
        all.push(db);
    }
}

/// Waits until the database is known to be usable.
async fn pulses(store: &Store) {
    let start = Instant::now();
    while store.pulse().await.is_err() {
        assert!(start.elapsed() < PATIENCE, "the database is back, and it is not noticed");
        tokio::task::yield_now().await;
    }
}

/// Cuts the line to the database at one point of a worker's way.
struct Cut {
    fuse: Arc<Fuse>,
    line: Line,
}

impl Checkpoints for Cut {
    fn pass(&self, point: &str) -> bool {
        // The worker goes on: it has to find out by itself.
        if !self.fuse.blown() && !self.fuse.pass(point) {
            self.line.cut();
        }
        true
    }
}

#[tokio::test]
async fn a_database_that_is_gone_at_any_point_of_a_documents_way_doubles_and_loses_nothing() {
    let mut desk = Desk::over(Database::at_the_end_of_a_line().await, Config::default()).await;
    desk = Desk::set_up(desk).await;
    let line = desk.database.line().clone();
    let mut ids = Vec::new();
    for at in 0.. {
        ids.extend(push(&desk, [format!("REF-{at:03}")].into_iter()).await);
        let fuse = Fuse::after(at);
        let checkpoints = Arc::new(Cut { fuse: Arc::clone(&fuse), line: line.clone() });
        desk.start_again(Options { checkpoints, ..Options::default() });
        // What it answers is the worker's business: the next look is a new one.
        let _failed = desk.sync.activate_once().await;
        line.mend();
        desk.start_again(Options::default());
        desk.settle().await;
        each_exactly_once(&desk, &ids).await;
        if !fuse.blown() {
            assert!(at > 10, "a document's way has {at} points");
            break;
        }
    }
}

#[tokio::test]
async fn a_server_without_its_database_says_so_and_goes_on_when_it_is_back() {
    let database = Database::at_the_end_of_a_line().await;
    let line = database.line().clone();
    let app = TestApp::over(database, Setup::default(), None).await;
    let ada = app.admin().await;
    ada.get("/healthz").await.expect(200);
    line.cut();
    let refused = ada.get("/api/v1/documents").await.refused(503, "store_unavailable");
    assert_eq!(refused.headers["retry-after"], "5");
    let start = Instant::now();
    while ada.get("/healthz").await.status != 503 {
        assert!(start.elapsed() < PATIENCE, "it still says that it is well");
    }
    let told = ada.get("/healthz").await.refused(503, "store_unavailable").json();
    let detail = told["detail"].as_str().expect("words");
    assert!(detail.contains("does not answer") && detail.contains("Nothing is sent"), "{detail}");
    line.mend();
    pulses(&app.store).await;
    ada.get("/healthz").await.expect(200);
    ada.get("/api/v1/documents").await.expect(200);
}

#[tokio::test]
async fn a_full_disk_stops_the_posting_and_room_on_it_lets_it_go_on() {
    let desk = Desk::open().await;
    let running = Program::start(&program(), &desk.flags());
    let mut ids = push(&desk, (0..5).map(|n| format!("REF-A{n}"))).await;
    until("a posting", async || posted(&desk).await > 0).await;
    running.fill_disk();
    ids.extend(push(&desk, (0..5).map(|n| format!("REF-B{n}"))).await);
    until("a word about the disk", async || running.health().await.0 == 503).await;
    let told = running.health().await.1;
    assert!(told["detail"].as_str().is_some_and(|it| it.contains("disk is full")), "{told}");
    let before = posted(&desk).await;
    running.make_room();
    until("the server's recovery", async || running.health().await.0 == 200).await;
    desk.end_leases().await;
    until("more postings", async || posted(&desk).await > before).await;
    running.kill();
    // What was sent and could not be recorded is quarantined for 18 minutes.
    desk.end_leases().await;
    desk.clock.advance(jiff::SignedDuration::from_mins(20));
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
}

/// How many documents are posted in the books.
async fn posted(desk: &Desk) -> usize {
    let ledger = desk.ledger().await;
    let documents = ledger["documents"].as_array().expect("documents");
    documents.iter().filter(|one| one["posted"] == true).count()
}
