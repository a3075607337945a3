//! A desk between source and books, without the HTTP server: a story pushes documents, says when
//! the worker looks, moves the clock, stops it between any two steps and starts it again on what
//! is durable. The books are the sandbox's, and what they hold is counted there.

mod backup;
mod beside;
mod online;
mod payments;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use url::Url;
use waypost_core::api::{ApplicationCredentials, Attempt, DocumentRow, State, Version};
use waypost_core::wire::{self, Account, Chart, Class as AccountClass, Mapping, System};
use waypost_sandbox::Config;
use waypost_server::clock::{Clock, text};
use waypost_server::ids::{Ids, RandomIds};
use waypost_server::intake::document::{figures, take_in};
use waypost_server::store::{
    Scope, Store, attempt, catalog, chart, connection, document, mapping, operation, posting,
    subsidiary, tenant,
};
use waypost_server::sync::{Checkpoints, Options, Sync, Trouble};
use waypost_server::vault::Vault;

pub use crate::clock::TestClock;
pub use crate::fuse::Fuse;
pub(crate) use online::START;
pub use online::{FLEET, LOGISTICS, Online, roomy};

use crate::books::{Books, CLIENT_ID, CLIENT_SECRET, INTUIT_ID, INTUIT_SECRET, remotes};
use crate::database::{Database, On};
use crate::direct::Direct;
use crate::gate::Gate;
use crate::sample::{self, SUBSIDIARY};

/// The sandbox's company of the sample tenant.
pub const COMPANY: &str = "KEYSTONE-FRT";

/// The desk.
pub struct Desk {
    /// Business Central's stand-in.
    pub books: Arc<Books>,
    /// Moved by the story.
    pub clock: Arc<TestClock>,
    /// The server's database.
    pub store: Store,
    /// The sample tenant.
    pub scope: Scope,
    /// What goes to the books.
    pub sync: Sync,
    /// Where it keeps what is durable.
    pub database: Arc<Database>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// The sandbox's company that the tenant posts to.
    pub company: String,
    /// The tenant's subsidiary whose desk it is.
    pub subsidiary: &'static str,
}

impl Desk {
    /// Keystone Freight, connected, with its company chosen and its mapping submitted.
    pub async fn open() -> Desk {
        Desk::open_with(Config::default()).await
    }

    /// The same on books of the story's making.
    pub async fn open_with(config: Config) -> Desk {
        Desk::set_up(Desk::bare(config).await).await
    }

    /// The same on the database of the story's choice.
    pub async fn on(on: On) -> Desk {
        Desk::set_up(Desk::bare_on(on, Config::default()).await).await
    }

    /// The same on a desk that nobody connected yet.
    pub async fn set_up(desk: Desk) -> Desk {
        desk.connect().await.expect("a connection");
        desk.choose(&desk.company).await.expect("a company");
        desk.submit(&sample::mapping()).await;
        desk
    }

    /// Keystone Freight before anybody connected it.
    pub async fn bare(config: Config) -> Desk {
        Desk::bare_on(On::default(), config).await
    }

    /// The same on the database of the story's choice.
    pub async fn bare_on(on: On, config: Config) -> Desk {
        Desk::over(Database::fresh(on).await, config).await
    }

    /// The same on a database of the story's making.
    pub async fn over(database: Database, config: Config) -> Desk {
        Desk::bare_at(database, config, Timestamp::now(), Arc::new(RandomIds)).await
    }

    /// The same at a moment and with ids of the story's choice. Server and books share the clock,
    /// and speak to each other without a network.
    pub async fn bare_at(
        database: Database,
        config: Config,
        start: Timestamp,
        ids: Arc<dyn Ids>,
    ) -> Desk {
        let _already = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(TestClock::at(start));
        let books = Books::open_with(Config { time: clock.clone(), ..config }).await;
        let store = database.open().await;
        let scope = Scope::of(ids.fresh("ten"));
        let parts = (&store, &database, &books);
        let sync = worker(parts, &ids, clock.clone(), on_the_line(&books, &clock));
        let (books, database) = (Arc::new(books), Arc::new(database));
        let company = COMPANY.to_owned();
        let subsidiary = SUBSIDIARY;
        let desk = Desk { books, clock, store, scope, sync, ids, company, subsidiary, database };
        desk.found().await;
        desk
    }

    async fn found(&self) {
        let now = text(self.clock.now());
        let mut tx = self.store.begin().await.expect("a transaction");
        tenant::add(&mut tx, &self.scope, "Keystone Freight", &now).await.expect("a tenant");
        tx.commit().await.expect("a commit");
        self.found_subsidiary("Keystone Freight LLC").await;
    }

    async fn found_subsidiary(&self, name: &str) {
        let now = text(self.clock.now());
        let mut tx = self.store.begin().await.expect("a transaction");
        subsidiary::add(&mut tx, &self.scope, self.subsidiary, name, &now)
            .await
            .expect("a subsidiary");
        let state = waypost_core::api::CatalogState {
            version: 1,
            catalog: serde_json::from_value(sample::catalog()).expect("the catalogue"),
            retired: Vec::new(),
            added: Vec::new(),
        };
        catalog::put(&mut tx, &self.scope, self.subsidiary, &state, &now)
            .await
            .expect("a catalogue");
        tx.commit().await.expect("a commit");
    }

    /// Connects with the sandbox's app registration.
    pub async fn connect(&self) -> Result<(), Trouble> {
        self.connect_as(&registration()).await
    }

    /// Connects with an app registration of the story's making.
    pub async fn connect_as(&self, given: &ApplicationCredentials) -> Result<(), Trouble> {
        self.sync.use_application(&self.scope, self.subsidiary, given).await
    }

    /// Chooses the company of that name.
    pub async fn choose(&self, name: &str) -> Result<(), Trouble> {
        let companies = self.sync.companies(&self.scope, self.subsidiary).await?;
        let company = companies.iter().find(|one| one.name == name).expect("the company");
        self.sync.choose_company(&self.scope, self.subsidiary, &company.id).await
    }

    /// Submits the sample's mapping, whose accounts are named `a-` and their number.
    pub async fn submit(&self, mapping: &Value) {
        let connection = self.connection().await;
        let chart = self.chart().await.chart.expect("a chart");
        let mapping: Mapping =
            serde_json::from_value(by_number(mapping, &chart)).expect("a mapping");
        let mut tx = self.store.begin().await.expect("a transaction");
        let before =
            mapping::active(&mut tx, &self.scope, &connection.id).await.expect("a version");
        let version = Version {
            version: before.map_or(1, |before| before.version + 1),
            mapping,
            submitted_by: "Ada Reyes".to_owned(),
            submitted_at: text(self.clock.now()),
        };
        mapping::submit(&mut tx, &self.scope, &connection.id, &version).await.expect("a submit");
        let mut active = connection;
        active.state = waypost_core::api::ConnectionState::Active;
        assert!(connection::save(&mut tx, &self.scope, &active).await.expect("a save"));
        tx.commit().await.expect("a commit");
    }

    /// The connection as it stands.
    pub async fn connection(&self) -> connection::Connection {
        let mut db = self.store.read().await.expect("a connection");
        connection::of_subsidiary(&mut db, &self.scope, self.subsidiary)
            .await
            .expect("a database")
            .expect("a connection")
    }

    /// The chart as it stands.
    pub async fn chart(&self) -> chart::ChartState {
        let connection = self.connection().await;
        let mut db = self.store.read().await.expect("a connection");
        chart::of_connection(&mut db, &self.scope, &connection.id).await.expect("a chart")
    }

    /// The source sends a document.
    pub async fn push(&self, sent: &Value) -> String {
        let sent: wire::Document = serde_json::from_value(sent.clone()).expect("a document");
        let mut tx = self.store.begin().await.expect("a transaction");
        let known = catalog::get(&mut tx, &self.scope, self.subsidiary).await.expect("a catalogue");
        let figures = figures(known.as_ref().map(|state| &state.catalog));
        let now = self.clock.now();
        let receipt = take_in(&mut tx, &self.scope, &sent, &figures, now, self.ids.as_ref())
            .await
            .expect("a usable document");
        tx.commit().await.expect("a commit");
        receipt.id
    }

    /// A person chooses Retry.
    pub async fn retry(&self, id: &str) {
        let mut tx = self.store.begin().await.expect("a transaction");
        let now = self.clock.now();
        let act = operation::act(&mut tx, &self.scope, id, operation::Act::Retry, now).await;
        assert_eq!(act.expect("a database"), operation::Acted::Yes);
        tx.commit().await.expect("a commit");
    }

    /// A person has the rest of a posted invoice written off.
    pub async fn write_off(&self, id: &str) {
        let mut tx = self.store.begin().await.expect("a transaction");
        let stored = document::get(&mut tx, &self.scope, id).await.expect("a database");
        let body_hash = stored.expect("a document").body_hash;
        let order = operation::Act::WriteOff {
            by: "Ada Reyes",
            reason: "paid short",
            body_hash: &body_hash,
        };
        let now = self.clock.now();
        let act = operation::act(&mut tx, &self.scope, id, order, now).await;
        assert_eq!(act.expect("a database"), operation::Acted::Yes);
        tx.commit().await.expect("a commit");
    }

    /// The worker looks once.
    pub async fn work(&self) -> Option<Timestamp> {
        self.sync.activate_once().await.expect("an activation")
    }

    /// The worker looks whenever something is due, until nothing is, for at most a day.
    pub async fn settle(&self) {
        let start = self.clock.now();
        while let Some(due) = self.work().await {
            let wait = due.duration_since(self.clock.now());
            self.clock.advance(wait.max(SignedDuration::from_secs(1)));
            let spent = self.clock.now().duration_since(start);
            assert!(spent < SignedDuration::from_hours(24), "not settled within a day");
        }
    }

    /// The worker is gone, and a new one starts at once on what is durable.
    pub fn start_at_once(&mut self, options: Options) {
        let line = on_the_line(&self.books, &self.clock).carrier;
        let carrier = options.carrier.clone().or(line);
        self.sync = self.worker(self.clock.clone(), Options { carrier, ..options });
    }

    /// A gate on the line to the books, before what is posted to `path`, for [`Options::carrier`].
    pub fn gate(&self, path: &'static str) -> Arc<Gate> {
        Gate::before(path, self.line())
    }

    /// The same before what is read with `path` in its path.
    pub fn reading_gate(&self, path: &'static str) -> Arc<Gate> {
        Gate::before_reading(path, self.line())
    }

    fn line(&self) -> Direct {
        Direct { books: self.books.sandbox.line(), clock: self.clock.clone() }
    }

    /// One more worker on what is durable, with a clock of its own.
    pub fn worker(&self, clock: Arc<dyn Clock>, options: Options) -> Sync {
        worker((&self.store, &self.database, &self.books), &self.ids, clock, options)
    }

    /// The worker is gone, and a new one starts on what is durable. The lease runs out meanwhile.
    pub fn start_again(&mut self, options: Options) {
        self.start_at_once(options);
        self.clock.advance(SignedDuration::from_secs(46));
    }

    /// A document as the list shows it.
    pub async fn row(&self, id: &str) -> DocumentRow {
        let mut db = self.store.read().await.expect("a connection");
        document::row(&mut db, &self.scope, id).await.expect("a database").expect("a document")
    }

    /// State and reason of a document.
    pub async fn state(&self, id: &str) -> (State, Option<String>) {
        let row = self.row(id).await;
        (row.state, row.reason)
    }

    /// What a real server process is started with to work at this desk.
    pub fn flags(&self) -> Vec<String> {
        [
            ("--database", self.database.url().to_owned()),
            ("--key-file", self.database.file("waypost.key").display().to_string()),
            ("--listen", "127.0.0.1:0".to_owned()),
            ("--business-central-api", self.books.api().to_string()),
            ("--business-central-login", self.books.login().to_string()),
            ("--quickbooks-online-api", self.books.quickbooks().to_string()),
            ("--quickbooks-online-authorize", self.books.intuit().to_string()),
            ("--quickbooks-online-tokens", self.books.intuit().to_string()),
            ("--quickbooks-online-revoke", self.books.intuit().to_string()),
            ("--quickbooks-online-client-id", INTUIT_ID.to_owned()),
            ("--quickbooks-online-client-secret-file", self.secret_file()),
        ]
        .into_iter()
        .flat_map(|(flag, value)| [flag.to_owned(), value])
        .collect()
    }

    fn secret_file(&self) -> String {
        let file = self.database.file("intuit-secret");
        std::fs::write(&file, INTUIT_SECRET).expect("a file");
        file.display().to_string()
    }

    /// The lease of a worker that is gone runs out, without waiting for it.
    pub async fn end_leases(&self) {
        let mut db = self.store.read().await.expect("a connection");
        sqlx::query("UPDATE lanes SET held_until = '2026-01-01T00:00:00.000Z'")
            .execute(&mut *db)
            .await
            .expect("an update");
    }

    /// How many documents are in `state`.
    pub async fn count(&self, state: State) -> usize {
        let mut db = self.store.read().await.expect("a connection");
        let rows = operation::all(&mut db, &self.scope, self.subsidiary, state).await;
        rows.expect("a database").len()
    }

    /// What stands in the books for a document.
    pub async fn posting(&self, id: &str) -> Option<posting::Posting> {
        let mut db = self.store.read().await.expect("a connection");
        posting::of_document(&mut db, &self.scope, id).await.expect("a database")
    }

    /// The steps that were tried for a document, oldest first.
    pub async fn steps(&self, id: &str) -> Vec<String> {
        self.attempts(id).await.into_iter().map(|attempt| attempt.step).collect()
    }

    /// What was asked of the books for a document, and what they answered, oldest first.
    pub async fn attempts(&self, id: &str) -> Vec<Attempt> {
        let mut db = self.store.read().await.expect("a connection");
        let operation = operation::of_document(&mut db, &self.scope, id)
            .await
            .expect("a database")
            .expect("an operation");
        attempt::of_operation(&mut db, &self.scope, &operation.id).await.expect("attempts")
    }

    /// The sandbox's books.
    pub async fn ledger(&self) -> Value {
        self.ask("GET", &format!("books?company={}", self.company), &Value::Null).await
    }

    /// Documents in the books by the number that we gave them: (posted, drafts).
    pub async fn held(&self, number: &str) -> (usize, usize) {
        let ledger = self.ledger().await;
        let documents = ledger["documents"].as_array().expect("documents");
        let ours = documents.iter().filter(|one| one["externalDocumentNumber"] == number);
        let (posted, drafts): (Vec<&Value>, Vec<&Value>) =
            ours.partition(|one| one["posted"] == true);
        (posted.len(), drafts.len())
    }

    /// Sets faults.
    pub async fn fault(&self, fault: Value) {
        self.ask("POST", "faults", &fault).await;
    }

    /// Takes all faults away.
    pub async fn mend(&self) {
        self.ask("DELETE", "faults", &Value::Null).await;
    }

    /// The test's own door to the sandbox.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.books.ask(method, path, body).await
    }
}

/// Options with the line to these books.
fn on_the_line(books: &Books, clock: &Arc<TestClock>) -> Options {
    let line = Direct { books: books.sandbox.line(), clock: clock.clone() };
    Options { carrier: Some(Arc::new(line)), ..Options::default() }
}

fn worker(
    (store, database, books): (&Store, &Database, &Books),
    ids: &Arc<dyn Ids>,
    clock: Arc<dyn Clock>,
    options: Options,
) -> Sync {
    let public_url = Url::parse("http://127.0.0.1:8080").expect("an address");
    let remotes = remotes(Some(books), public_url);
    let vault = Vault::open(&database.file("waypost.key")).expect("a key");
    Sync::with_options(store.clone(), vault, remotes, clock, ids.clone(), options).expect("sync")
}

/// The sandbox's app registration, as an administrator enters it.
pub fn registration() -> ApplicationCredentials {
    ApplicationCredentials {
        system: System::BusinessCentral,
        environment: "production".to_owned(),
        directory: "keystone-freight.example".to_owned(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: CLIENT_SECRET.to_owned(),
    }
}

/// Options with these checkpoints.
pub fn stopped_by(fuse: &Arc<Fuse>) -> Options {
    let checkpoints: Arc<dyn Checkpoints> = fuse.clone();
    Options { checkpoints, ..Options::default() }
}

/// Options with requests that end soon.
pub fn impatient() -> Options {
    Options { request_limit: Duration::from_millis(300), ..Options::default() }
}

/// `a-40100` becomes the id of account 40100.
pub fn by_number(mapping: &Value, chart: &Chart) -> Value {
    match mapping {
        Value::String(text) => {
            let number = text.strip_prefix("a-");
            let account = number.and_then(|number| {
                let same = |one: &&Account| one.number.as_deref() == Some(number);
                chart.accounts.iter().find(same).or_else(|| unnumbered(number, chart))
            });
            account.map_or_else(|| mapping.clone(), |account| json!(account.id))
        }
        Value::Array(items) => items.iter().map(|item| by_number(item, chart)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| (name.clone(), by_number(value, chart)));
            Value::Object(fields.collect())
        }
        other => other.clone(),
    }
}

/// QuickBooks Online gives its own receivable, payable and clearing accounts no number.
fn unnumbered<'a>(number: &str, chart: &'a Chart) -> Option<&'a Account> {
    chart.accounts.iter().find(|one| match number {
        "11000" => one.class == AccountClass::AccountsReceivable,
        "20000" => one.class == AccountClass::AccountsPayable,
        "14990" => one.clearing,
        _ => false,
    })
}

/// The sample's load under another number.
pub fn load_numbered(number: &str) -> Value {
    let mut load = sample::load();
    load["id"] = json!(number);
    load["number"] = json!(number);
    load
}
