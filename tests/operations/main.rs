//! B7: operations through the store, as sync takes them: due, claimed under an intent, carried out,
//! posted. Every commit is on the disk before it counts.
//!
//! `operations prepare --on sqlite --documents N` makes the database and prints its address and its
//! two tenants; `operations work --database URL --tenant ID --books FILE` is one worker of one lane,
//! which says that it is ready and begins at a line of its input, to be killed at any time and started
//! again. What is carried out is a line in a file, which plays the books: a worker that starts again asks
//! it what had arrived, as it asks real ones.

#![expect(clippy::expect_used, reason = "what a measurement cannot set up or read ends it")]

use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use clap::Parser;
use futures_util::future::join_all;
use jiff::Timestamp;
use waypost_core::Rules;
use waypost_core::api::{Posted, State};
use waypost_core::wire::Document;
use waypost_server::clock::text;
use waypost_server::hash::sha256_hex;
use waypost_server::store::intent::{self, Intent, Step};
use waypost_server::store::lane::{self, Hold};
use waypost_server::store::operation::{self, Due, Stored};
use waypost_server::store::posting::{self, Posting};
use waypost_server::store::{Scope, Store, chart, connection, mapping};
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::sample::SUBSIDIARY;
use waypost_tests::{Database, On};

/// How many documents a worker takes at once: what shares a batch of the wire.
const GROUP: u32 = 100;

#[derive(Parser)]
enum Flags {
    /// Makes a database with so many documents that are due, half of them on each of two lanes
    Prepare {
        /// `sqlite`, or `postgres` on the server that `WAYPOST_POSTGRES` names
        #[arg(long)]
        on: String,
        #[arg(long)]
        documents: usize,
    },
    /// Works one lane until nothing is due
    Work {
        #[arg(long)]
        database: String,
        #[arg(long)]
        tenant: String,
        #[arg(long)]
        books: PathBuf,
    },
}

#[tokio::main]
async fn main() {
    match Flags::parse() {
        Flags::Prepare { on, documents } => prepare(&on, documents).await,
        Flags::Work { database, tenant, books } => {
            wait_to_begin();
            let store = Store::open(&database.parse().expect("an address")).await;
            let worker = Worker::begin(store.expect("a database"), tenant, &books).await;
            worker.recover().await;
            while worker.round().await {}
        }
    }
}

/// Loaded; what is timed begins when somebody says so.
fn wait_to_begin() {
    println!("ready");
    std::io::stdin().read_line(&mut String::new()).expect("a line");
}

async fn prepare(on: &str, documents: usize) {
    let on = if on == "postgres" { On::Postgres } else { On::Sqlite };
    let database = Database::fresh(on).await;
    let url = database.url().to_owned();
    let config = waypost_sandbox::Config {
        seed: Some(waypost_tests::books::companies(1)),
        ..waypost_sandbox::Config::default()
    };
    let one = Desk::set_up(Desk::over(database, config).await).await;
    let other = one.beside("CO-000").await;
    for n in 0..documents {
        let desk = if n % 2 == 0 { &one } else { &other };
        desk.push(&load_numbered(&format!("REF-{n:06}"))).await;
    }
    println!("{url}\n{}\n{}", one.scope.tenant(), other.scope.tenant());
    one.store.close().await;
    // The database outlives the program that makes it.
    std::mem::forget(one);
    std::mem::forget(other);
}

/// One worker with its lane.
struct Worker {
    store: Store,
    scope: Scope,
    hold: Hold,
    connection: String,
    mapping_version: u64,
    rules: Rules,
    books: File,
    arrived: HashSet<String>,
}

/// One document on its way.
struct Work {
    due: Due,
    document: Document,
}

impl Worker {
    async fn begin(store: Store, tenant: String, books: &PathBuf) -> Worker {
        let scope = Scope::of(tenant.clone());
        // A worker that starts again takes back its own lane at once.
        let hold = lane::claim(&store, &tenant, "worker", Timestamp::now()).await;
        let hold = hold.expect("a database").expect("a free lane");
        let mut db = store.read().await.expect("a connection");
        let connection = connection::of_subsidiary(&mut db, &scope, SUBSIDIARY).await;
        let connection = connection.expect("a database").expect("a connection").id;
        let chart = chart::of_connection(&mut db, &scope, &connection).await;
        let chart = chart.expect("a database").chart.expect("a chart");
        let mapping = mapping::active(&mut db, &scope, &connection).await;
        let mapping = mapping.expect("a database").expect("a mapping");
        drop(db);
        let arrived = std::fs::read_to_string(books).unwrap_or_default();
        let books = OpenOptions::new().create(true).append(true).open(books).expect("the books");
        Worker {
            rules: Rules::new(&mapping.mapping, &chart, None),
            mapping_version: mapping.version,
            arrived: arrived.lines().map(str::to_owned).collect(),
            store,
            scope,
            hold,
            connection,
            books,
        }
    }

    async fn due(&self, state: State, many: u32) -> Vec<Work> {
        let mut db = self.store.read().await.expect("a connection");
        let now = Timestamp::now();
        let due = operation::due(&mut db, &self.scope, SUBSIDIARY, state, now, many).await;
        let work = |due: Due| {
            let document = serde_json::from_str(&due.body).expect("a document");
            Work { due, document }
        };
        due.expect("a database").into_iter().map(work).collect()
    }

    /// What was claimed before: posted where the books have it, else carried out now.
    async fn recover(&self) {
        let claimed = self.due(State::Sending, u32::MAX).await;
        let (there, missing): (Vec<Work>, Vec<Work>) =
            claimed.into_iter().partition(|it| self.arrived.contains(&it.due.operation.subject));
        self.carry_out(&missing);
        join_all(there.into_iter().chain(missing).map(|it| self.post(it))).await;
    }

    /// One group: claimed under intents, carried out, posted. False when nothing is due.
    async fn round(&self) -> bool {
        let due = self.due(State::Waiting, GROUP).await;
        if due.is_empty() {
            return false;
        }
        let claimed = self.claim(due).await;
        self.carry_out(&claimed);
        join_all(claimed.into_iter().map(|it| self.post(it))).await;
        true
    }

    async fn claim(&self, due: Vec<Work>) -> Vec<Work> {
        let now = Timestamp::now();
        let fenced = lane::fenced(&self.store, &self.hold).await.expect("a database");
        let mut tx = fenced.expect("the lane is ours");
        let mut claimed = Vec::with_capacity(due.len());
        for mut work in due {
            let operation = &mut work.due.operation;
            operation.lane.clone_from(&self.hold.lane);
            operation.state = State::Sending;
            let (connection, hash) = (&self.connection, &work.due.body_hash);
            let from = State::Waiting;
            let kept =
                operation::decide(&mut tx, &self.scope, operation, connection, hash, from, now);
            if kept.await.expect("a database") == Stored::Outdated {
                continue;
            }
            let intent = Intent {
                operation: operation.id.clone(),
                key: operation::key(connection, &operation.subject, &operation.detail),
                payload_hash: sha256_hex(work.due.body.as_bytes()),
                payload: work.due.body.clone(),
                content: "{}".to_owned(),
                step: Step::Creating,
                remote_id: None,
                written_at: text(now),
            };
            intent::put(&mut tx, &self.scope, &intent, now).await.expect("a database");
            claimed.push(work);
        }
        tx.commit().await.expect("a commit");
        claimed
    }

    fn carry_out(&self, works: &[Work]) {
        let lines: String =
            works.iter().map(|it| format!("{}\n", it.due.operation.subject)).collect();
        (&self.books).write_all(lines.as_bytes()).expect("the books take it");
    }

    async fn post(&self, work: Work) {
        let now = Timestamp::now();
        let mut operation = work.due.operation;
        let preview = self.rules.preview(&work.document).expect("a preview");
        operation.state = State::Posted;
        operation.detail.remote_id = Some(operation.subject.clone());
        let posting = Posting {
            connection: self.connection.clone(),
            generation: operation.detail.generation,
            document: work.document,
            catalog: None,
            payload: work.due.body,
            posted: Posted {
                remote_id: operation.subject.clone(),
                remote_number: operation.subject.clone(),
                posted_at: text(now),
                mapping_version: self.mapping_version,
                preview,
                redated: None,
                differences: Vec::new(),
            },
        };
        let fenced = lane::fenced(&self.store, &self.hold).await.expect("a database");
        let mut tx = fenced.expect("the lane is ours");
        let (scope, connection) = (&self.scope, &self.connection);
        operation::save(&mut tx, scope, &operation, connection, now).await.expect("a database");
        let (id, subject) = (&operation.id, &operation.subject);
        posting::add(tx.db(), scope, id, subject, &posting).await.expect("a database");
        intent::end(&mut tx, scope, id).await.expect("a database");
        tx.commit().await.expect("a commit");
    }
}
