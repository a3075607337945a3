//! A desk whose books are a company file of QuickBooks Online: signed in to on Intuit's page, counted
//! in the sandbox.

use std::ops::{Deref, DerefMut};

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::{Value, json};
use url::Url;
use url::form_urlencoded::{Serializer, parse};
use waypost_core::api::BeginSignIn;
use waypost_core::wire::System;
use waypost_sandbox::{Config, LimitFigures, QuickBooksFigures};
use waypost_server::sync::Trouble;

use super::Desk;
use crate::books::Books;
use crate::database::{Database, On};
use crate::sample;

/// Keystone Fleet: a trucking chart, and invoices keep the caller's numbers.
pub const FLEET: &str = "9341453908020001";
/// Keystone Logistics: eight accounts, and it numbers its invoices by itself.
pub const LOGISTICS: &str = "9341453908020002";

/// What stands for the browser session.
const SESSION: &str = "hash of ada's session";
/// When the stories of QuickBooks Online begin: after the books' close date.
pub(crate) const START: &str = "2026-10-01T08:00:00Z";

/// Keystone's subsidiary on QuickBooks Online.
pub struct Online {
    desk: Desk,
    /// The company file.
    pub realm: &'static str,
}

impl Deref for Online {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

impl DerefMut for Online {
    fn deref_mut(&mut self) -> &mut Desk {
        &mut self.desk
    }
}

/// Limits that no story meets by chance.
pub fn roomy() -> Config {
    let wide = LimitFigures { requests: 100_000, window_seconds: 60, at_once: 1000, queued: 1000 };
    let quickbooks =
        QuickBooksFigures { company: wide, app: wide, batches: wide, ..Default::default() };
    Config { quickbooks, ..Config::default() }
}

impl Online {
    /// Keystone Fleet, signed in, with its mapping submitted.
    pub async fn open() -> Online {
        Online::with(roomy(), FLEET).await
    }

    /// The same on the database of the story's choice.
    pub async fn on(on: On) -> Online {
        Online::set_up(Online::bare_on(on, roomy(), FLEET).await).await
    }

    /// A company file of the story's choice.
    pub async fn with(config: Config, realm: &'static str) -> Online {
        Online::set_up(Online::bare(config, realm).await).await
    }

    /// Before anybody signed in.
    pub async fn bare(config: Config, realm: &'static str) -> Online {
        Online::bare_on(On::default(), config, realm).await
    }

    async fn bare_on(on: On, config: Config, realm: &'static str) -> Online {
        let start: Timestamp = START.parse().expect("a moment");
        let ids = std::sync::Arc::new(waypost_server::ids::RandomIds);
        let desk = Desk::bare_at(Database::fresh(on).await, config, start, ids).await;
        Online::over(desk, realm)
    }

    /// A desk of the story's making, whose books are this company file.
    pub fn over(desk: Desk, realm: &'static str) -> Online {
        Online { desk, realm }
    }

    /// The tenant's other subsidiary of this id, signed in to a company file of its own, with its mapping
    /// submitted.
    pub async fn sister(&self, id: &'static str, name: &str, realm: &'static str) -> Online {
        let desk = self.desk.another_subsidiary(id, name).await;
        Online::set_up(Online::over(desk, realm)).await
    }

    /// The desk itself.
    pub fn into_desk(self) -> Desk {
        self.desk
    }

    /// Signs in and submits the sample's mapping.
    pub async fn set_up(online: Online) -> Online {
        online.sign_in("dana").await.expect("a sign-in");
        let mapping = if online.realm == FLEET { sample::mapping() } else { few_accounts() };
        online.submit(&mapping).await;
        online
    }

    /// The address of Intuit's page.
    pub async fn begin(&self) -> Result<String, Trouble> {
        self.desk.begin_at_intuit().await
    }

    /// A person goes through Intuit's page and comes back.
    pub async fn sign_in(&self, who: &str) -> Result<String, Trouble> {
        self.desk.sign_in_with_intuit(who, self.realm).await
    }

    /// What the browser brings back is handed to the server.
    pub async fn finish(&self, back: &[(String, String)]) -> Result<String, Trouble> {
        self.desk.finish_at_waypost(back).await
    }

    /// Fills in Intuit's page: what the browser brings back.
    pub async fn consent(&self, page: &str, who: &str) -> Vec<(String, String)> {
        self.books.consent_at_intuit(page, who, self.realm).await
    }

    /// The company file's books, which balance.
    pub async fn books_of_file(&self) -> Value {
        let path = format!("quickbooks/{}/books", self.realm);
        let books = self.ask("GET", &path, &Value::Null).await;
        assert_eq!(books["balanced"], true, "debits equal credits: {books}");
        books
    }

    /// Account by number, or by name where it has none, with debit less credit.
    pub async fn balances(&self) -> Vec<(String, String)> {
        let books = self.books_of_file().await;
        let balances = books["trialBalance"].as_object().expect("balances");
        let net = |balance: &Value| balance["net"].as_str().expect("an amount").to_owned();
        balances
            .iter()
            .map(|(account, balance)| (account.clone(), net(balance)))
            .filter(|(_, net)| net != "0.00")
            .collect()
    }

    /// Transactions whose memo has our number, those that are not void.
    pub async fn held(&self, number: &str) -> Vec<Value> {
        let books = self.books_of_file().await;
        let memo = format!("Waypost: {number}");
        let all = books["transactions"].as_array().expect("transactions");
        let ours = all.iter().filter(|one| {
            let note = one["privateNote"].as_str().unwrap_or_default();
            note.lines().any(|line| line == memo)
        });
        ours.cloned().collect()
    }

    /// Changes settings of the company file.
    pub async fn set(&self, settings: &Value) {
        self.ask("POST", &format!("quickbooks/{}/settings", self.realm), settings).await;
    }

    /// A person at the screen of QuickBooks Online; the object afterwards.
    pub async fn person(&self, act: &Value) -> Value {
        self.ask("POST", &format!("quickbooks/{}/person", self.realm), act).await
    }

    /// A person pays a document of the books.
    pub async fn pay(&self, payment: &Value) -> Value {
        self.ask("POST", &format!("quickbooks/{}/payments", self.realm), payment).await
    }
}

impl Desk {
    /// A person goes through Intuit's page for this company and comes back.
    pub async fn sign_in_with_intuit(&self, who: &str, realm: &str) -> Result<String, Trouble> {
        let page = self.begin_at_intuit().await?;
        let back = self.books.consent_at_intuit(&page, who, realm).await;
        self.finish_at_waypost(&back).await
    }

    async fn begin_at_intuit(&self) -> Result<String, Trouble> {
        let request = BeginSignIn { system: System::QuickbooksOnline, environment: String::new() };
        let begun = self.sync.begin_sign_in(&self.scope, self.subsidiary, &request, SESSION).await;
        Ok(begun?.url)
    }

    async fn finish_at_waypost(&self, back: &[(String, String)]) -> Result<String, Trouble> {
        let value = |name: &str| back.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str());
        let came_back = (value("code").unwrap_or_default(), value("realmId"));
        let state = value("state").unwrap_or_default();
        self.sync.finish_sign_in(SESSION, &self.scope, state, came_back).await
    }
}

impl Books {
    /// Fills in Intuit's page and, where it asks, chooses the company: what the browser brings back;
    /// nothing where the page does not work.
    pub async fn consent_at_intuit(
        &self,
        page: &str,
        who: &str,
        realm: &str,
    ) -> Vec<(String, String)> {
        let page = Url::parse(page).expect("an address");
        let form: Vec<(String, String)> = page.query_pairs().into_owned().collect();
        let with = |more: [(&str, String); 2]| -> Vec<(String, String)> {
            let more = more.into_iter().map(|(name, value)| (name.to_owned(), value));
            form.iter().cloned().chain(more).collect()
        };
        let person = format!("{who}@keystone-freight.example");
        let first = with([("username", person), ("password", format!("sandbox-{who}"))]);
        let (location, body) = self.submit_page(&page, &first).await;
        if !location.is_empty() {
            return returned(&location);
        }
        let ticket = body.split_once("name=\"ticket\" value=\"").map_or("", |(_, rest)| rest);
        let ticket = ticket.split('"').next().unwrap_or_default().to_owned();
        let second = with([("ticket", ticket), ("realm", realm.to_owned())]);
        returned(&self.submit_page(&page, &second).await.0)
    }

    /// Where a page leads to, and what it shows.
    async fn submit_page(&self, page: &Url, form: &[(String, String)]) -> (String, String) {
        let body = Serializer::new(String::new()).extend_pairs(form).finish().into_bytes();
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let headers: HeaderMap = [(CONTENT_TYPE, kind)].into_iter().collect();
        let uri = page.path().parse().expect("an address");
        let line = self.sandbox.line();
        let heard = line.call(reqwest::Method::POST, uri, headers, body).await;
        let Some(heard) = heard else { return (String::new(), String::new()) };
        let location = heard.headers.get("location").and_then(|to| to.to_str().ok());
        let text = String::from_utf8_lossy(&heard.body).into_owned();
        (location.unwrap_or_default().to_owned(), text)
    }
}

/// A mapping for a company with few accounts.
fn few_accounts() -> Value {
    json!({
        "version": 1,
        "transaction_types": ["revenue", "expense"],
        "defaults": {
            "accounts_receivable": "a-11000", "revenue": "a-40000",
            "accounts_payable": "a-20000", "expense": "a-50000", "liability": "a-22000",
        },
    })
}

fn returned(location: &str) -> Vec<(String, String)> {
    let query = location.split_once('?').map_or("", |(_, query)| query);
    parse(query.as_bytes()).into_owned().collect()
}
