//! An office at work: a server whose subsidiary posts, spoken to over HTTP, with a clock that the
//! story moves and books that are counted in the sandbox.

mod online;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};
use waypost_core::api::{DocumentDetail, DocumentRow};
use waypost_core::wire::Chart;
use waypost_sandbox::Config;
use waypost_server::clock::Clock;
use waypost_server::sync::Options;
use waypost_server::transport::Carrier;

use crate::bookkeeper::Bookkeeper;
use crate::books::Books;
use crate::clock::TestClock;
use crate::desk::{COMPANY, by_number};
use crate::direct::Direct;
use crate::{Client, Gate, Setup, TestApp, sample};

/// The office.
pub struct Office {
    /// Business Central's stand-in.
    pub books: Books,
    /// Moved by the story.
    pub clock: Arc<TestClock>,
    /// The server.
    pub app: TestApp,
    /// Its administrator.
    pub ada: Client,
}

impl Office {
    /// Keystone Freight, whose documents are posted.
    pub async fn open() -> Office {
        Office::open_with(Config::default()).await
    }

    /// The same on books of the story's making.
    pub async fn open_with(config: Config) -> Office {
        let books = Books::open_with(config).await;
        Office::over(books, Arc::new(TestClock::at(Timestamp::now())), Options::default()).await
    }

    /// The same with a gate on the line to the books, before what is posted to `path`.
    pub async fn behind_a_gate(path: &'static str) -> (Office, Arc<Gate>) {
        let books = Books::open().await;
        let clock = Arc::new(TestClock::at(Timestamp::now()));
        let line = Direct { books: books.sandbox.line(), clock: clock.clone() };
        let gate = Gate::before(path, line);
        let carrier: Arc<dyn Carrier> = gate.clone();
        let options = Options { carrier: Some(carrier), ..Options::default() };
        (Office::over(books, clock, options).await, gate)
    }

    async fn over(books: Books, clock: Arc<TestClock>, options: Options) -> Office {
        let setup = Setup { options, ..Setup::default() };
        let office = Office::unconnected(books, clock, setup).await;
        sample::connect(&office.ada).await;
        office.submit(&sample::mapping()).await;
        office
    }

    /// Keystone's subsidiary before anybody connected it; the story's clock is the server's.
    async fn unconnected(books: Books, clock: Arc<TestClock>, setup: Setup) -> Office {
        let told: Arc<dyn Clock> = clock.clone();
        let app = TestApp::start_with(Setup { clock: told, ..setup }, Some(&books)).await;
        let ada = app.admin().await;
        sample::add_subsidiary(&ada).await;
        Office { books, clock, app, ada }
    }

    /// Drafts and submits a mapping whose accounts are named `a-` and their number.
    pub async fn submit(&self, mapping: &Value) {
        let below = |rest: &str| format!("/api/v1/subsidiaries/{}/{rest}", sample::SUBSIDIARY);
        let chart: Chart = self.ada.get(&below("connection/chart")).await.expect(200).read();
        let mapping = by_number(mapping, &chart);
        let seen = self.ada.get(&below("mapping")).await.expect(200).revision();
        self.ada.if_match(seen).put(&below("mapping/draft"), &mapping).await.expect(200);
        let submit = below("mapping/submit");
        self.ada.if_match(seen + 1).post(&submit, &json!({})).await.expect(200);
    }

    /// Changes settings of the connection.
    pub async fn set(&self, settings: &Value) {
        let path = format!("/api/v1/subsidiaries/{}/connection", sample::SUBSIDIARY);
        let seen = self.ada.get(&path).await.expect(200).revision();
        self.ada.if_match(seen).put(&format!("{path}/settings"), settings).await.expect(200);
    }

    /// The source sends a document; our id of it.
    pub async fn push(&self, document: &Value) -> String {
        let receipts = self.ada.post("/api/v1/documents", document).await.expect(200).json();
        receipts[0]["id"].as_str().expect("an id").to_owned()
    }

    /// The worker looks whenever something is due, until nothing is, for at most a day.
    pub async fn settle(&self) {
        let start = self.clock.now();
        while let Some(due) = self.app.sync().activate_once().await.expect("an activation") {
            let wait = due.duration_since(self.clock.now());
            self.clock.advance(wait.max(SignedDuration::from_secs(1)));
            let spent = self.clock.now().duration_since(start);
            assert!(spent < SignedDuration::from_hours(24), "not settled within a day");
        }
    }

    /// A document and everything that became of it.
    pub async fn detail(&self, id: &str) -> DocumentDetail {
        self.ada.get(&format!("/api/v1/documents/{id}")).await.expect(200).read()
    }

    /// State and reason of a document: `posted`, `needs_you closed_period`.
    pub async fn stands(&self, id: &str) -> String {
        standing(&self.detail(id).await.row)
    }

    /// A person does something about a document.
    pub async fn act(&self, id: &str, what: &str, body: &Value) -> DocumentRow {
        let path = format!("/api/v1/documents/{id}/{what}");
        self.ada.post(&path, body).await.expect(200).read()
    }

    /// The sandbox's books.
    pub async fn ledger(&self) -> Value {
        self.control(Method::GET, &format!("books?company={COMPANY}"), &Value::Null).await
    }

    /// Status and total of the books' documents of that number of ours, in the books' order.
    pub async fn held(&self, number: &str) -> Vec<(String, String)> {
        let ledger = self.ledger().await;
        let documents = ledger["documents"].as_array().expect("documents");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        documents
            .iter()
            .filter(|one| one["externalDocumentNumber"] == number)
            .map(|one| (text(&one["status"]), text(&one["total"])))
            .collect()
    }

    /// Debit less credit of an account in the books.
    pub async fn net(&self, account: &str) -> String {
        let net = self.ledger().await["trialBalance"][account]["net"].clone();
        net.as_str().unwrap_or("0.00").to_owned()
    }

    /// Changes the company's settings in the books.
    pub async fn company(&self, change: &Value) {
        self.control(Method::POST, &format!("companies/{COMPANY}"), change).await;
    }

    /// Somebody settles a posted document in the books: `pay`, `credit`, `cancel`.
    pub async fn settle_in_books(&self, kind: &str, number: &str, action: &str) {
        let body = json!({"company": COMPANY, "kind": kind, "invoice": number, "action": action});
        self.control(Method::POST, "payments", &body).await;
    }

    /// The test's own door to the sandbox.
    pub async fn control(&self, method: Method, path: &str, body: &Value) -> Value {
        self.books.ask(method.as_str(), path, body).await
    }

    /// Somebody who works in the books without Waypost.
    pub fn bookkeeper(&self) -> Bookkeeper<'_> {
        Bookkeeper::of(&self.books, COMPANY)
    }
}

/// State and reason: `posted`, `needs_you closed_period`.
pub fn standing(row: &DocumentRow) -> String {
    let state = serde_json::to_value(row.state).expect("a state");
    let state = state.as_str().expect("a name").to_owned();
    match &row.reason {
        Some(reason) => format!("{state} {reason}"),
        None => state,
    }
}
