//! A real server with a database of its own, stopped and removed at the end of the story.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::json;
use url::Url;
use waypost_core::api::{IssuedKey, KeyScope, Role, Session};
use waypost_server::clock::{Clock, MachineClock, text};
use waypost_server::http::Limits;
use waypost_server::ids::{Ids, RandomIds};
use waypost_server::password::Passwords;
use waypost_server::serve::{self, Parts, Running};
use waypost_server::store::user::User;
use waypost_server::store::{Scope, Store, tenant, user};
use waypost_server::sync::Options;
use waypost_server::vault::Vault;

use crate::books::remotes;
use crate::clock::TestClock;
use crate::{Books, Client, Database, On, logs};

/// The password of everybody in the stories.
pub const PASSWORD: &str = "correct horse battery staple";

/// What a story replaces.
pub struct Setup {
    /// Which database it runs on.
    pub on: On,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// How long the server waits.
    pub limits: Limits,
    /// How it syncs.
    pub options: Options,
}

impl Default for Setup {
    fn default() -> Setup {
        Setup {
            on: On::default(),
            clock: Arc::new(MachineClock),
            ids: Arc::new(RandomIds),
            // A story that reads a stream to its end need not wait long for it.
            limits: Limits {
                look: Duration::from_millis(10),
                stream: Duration::from_millis(20),
                ..Limits::default()
            },
            options: Options::default(),
        }
    }
}

/// A running server.
pub struct TestApp {
    /// Its database, to look behind its back.
    pub store: Store,
    running: Running,
    database: Database,
}

impl TestApp {
    /// A server without books: connecting to any fails as it would without a network.
    pub async fn start() -> TestApp {
        TestApp::start_with(Setup::default(), None).await
    }

    /// A server whose Business Central is `books`.
    pub async fn with_books(books: &Books) -> TestApp {
        TestApp::start_with(Setup::default(), Some(books)).await
    }

    /// A server of the story's making.
    pub async fn start_with(setup: Setup, books: Option<&Books>) -> TestApp {
        TestApp::over(Database::fresh(setup.on).await, setup, books).await
    }

    /// The same server started again on what is durable.
    pub async fn restart(self, setup: Setup, books: Option<&Books>) -> TestApp {
        self.running.stop().await;
        TestApp::over(self.database, setup, books).await
    }

    /// A server on a database of the story's making.
    pub async fn over(database: Database, setup: Setup, books: Option<&Books>) -> TestApp {
        logs::begin();
        let store = database.open().await;
        let listener =
            serve::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let parts = Parts {
            store: store.clone(),
            vault: Vault::open(&database.file("waypost.key")).expect("a key"),
            remotes: remotes(books, Url::parse(&format!("http://{address}")).expect("an address")),
            clock: setup.clock,
            ids: setup.ids,
            limits: setup.limits,
            options: setup.options,
        };
        let running = serve::prepare(listener, parts).await.expect("a server").start();
        TestApp { store, running, database }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// The worker looks whenever something is due, until nothing is, while `clock` moves on; for at
    /// most a day.
    pub async fn settle(&self, clock: &TestClock) {
        let start = clock.now();
        while let Some(due) = self.sync().activate_once().await.expect("an activation") {
            clock.advance(due.duration_since(clock.now()).max(SignedDuration::from_secs(1)));
            let spent = clock.now().duration_since(start);
            assert!(spent < SignedDuration::from_hours(24), "not settled within a day");
        }
    }

    /// The server's own address, as its pages are opened.
    pub fn url(&self) -> String {
        format!("http://{}", self.running.address)
    }

    /// What goes to the books.
    pub fn sync(&self) -> &waypost_server::sync::Sync {
        &self.running.sync
    }

    /// The one-time code that stands in the terminal.
    pub fn setup_code(&self) -> Option<String> {
        self.running.setup_code.clone()
    }

    /// The database's files.
    pub fn files(&self) -> Vec<PathBuf> {
        self.database.files()
    }

    /// A browser that is not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(&self.url())
    }

    /// The first administrator of "Keystone Freight", signed in with the one-time code; signed in
    /// with the password when called again.
    pub async fn admin(&self) -> Client {
        let visitor = self.visitor();
        let needed = visitor.get("/api/v1/setup").await.json()["needed"].clone();
        if needed == json!(false) {
            return visitor.signed_in_as("ada@keystone.example").await;
        }
        let first = json!({
            "code": self.setup_code().expect("a code while there is no administrator"),
            "tenant": "Keystone Freight", "name": "Ada Reyes",
            "email": "ada@keystone.example", "password": PASSWORD,
        });
        let reply = visitor.post("/api/v1/setup", &first).await.expect(201);
        visitor.keeping(&reply)
    }

    /// Somebody of the same company with another role.
    pub async fn person(&self, role: Role) -> Client {
        let admin = self.admin().await;
        let tenant = self.tenant_of(&admin).await;
        self.person_of(&tenant, role).await
    }

    /// The administrator of another company on the same server.
    pub async fn stranger(&self) -> Client {
        let scope = Scope::of(RandomIds.fresh("ten"));
        let mut db = self.store.begin().await.expect("a transaction");
        tenant::add(&mut db, &scope, "Redline Haulage", &text(MachineClock.now()))
            .await
            .expect("a tenant");
        db.commit().await.expect("a commit");
        self.person_of(&scope, Role::Admin).await
    }

    /// Somebody of `scope`'s company.
    pub async fn person_of(&self, scope: &Scope, role: Role) -> Client {
        let id = RandomIds.fresh("usr");
        let email = format!("{}@people.example", id.to_lowercase());
        let hash = Passwords::default().hash(PASSWORD.into()).await.expect("a hash");
        let person = User {
            id,
            email: email.clone(),
            name: format!("A {role:?}"),
            role,
            password_hash: hash,
        };
        let mut db = self.store.begin().await.expect("a transaction");
        user::add(&mut db, scope, &person, &text(MachineClock.now())).await.expect("a user");
        db.commit().await.expect("a commit");
        self.visitor().signed_in_as(&email).await
    }

    /// A program with an API key of the administrator's company.
    pub async fn program(&self, scopes: &[KeyScope]) -> Client {
        let admin = self.admin().await;
        let body = json!({"name": "TMS", "scopes": scopes});
        let issued: IssuedKey = admin.post("/api/v1/keys", &body).await.expect(201).read();
        self.visitor().with_key(&issued.secret)
    }

    /// The scope of somebody's company, for looking behind the server's back.
    pub async fn tenant_of(&self, client: &Client) -> Scope {
        let session: Session = client.get("/api/v1/session").await.expect(200).read();
        let mut db = self.store.read().await.expect("a connection");
        let found = waypost_server::store::entry::user(&mut db, &session.email)
            .await
            .expect("a database")
            .expect("the user");
        Scope::of(found.tenant)
    }

    /// Stops the server, answering what is at hand.
    pub async fn stop(self) {
        self.running.stop().await;
    }
}
