//! Clients as they are commonly written: one operation to a request, the rate kept by a pause or by a
//! token bucket. They look up, make, post, read again and read the ledger, as Waypost does, and keep
//! nothing on a disk.

use std::cell::{Cell, RefCell};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock as _, FakeRelativeClock};
use governor::{Quota, RateLimiter};
use reqwest::{Client, Method, Request, Url};
use serde_json::{Value, json};
use waypost_tests::desk::Desk;
use waypost_tests::hours::Hours;

use crate::line::Line;

/// Requests in a second: the documented window, spread.
const EACH_SECOND: u32 = 20;

/// Where one client's requests go, and what they carry.
struct Way<'a> {
    line: &'a Line,
    http: Client,
    company: String,
    /// Where tokens are given, and the one in use: a slow client outlives several.
    login: Url,
    token: RefCell<String>,
    party: String,
    accounts: Vec<(String, String)>,
}

/// One request after the other, with a pause after each.
pub(crate) async fn fixed(desk: &Desk, hours: &Hours, line: &Line, documents: usize) {
    let pause = Duration::from_secs(1) / EACH_SECOND;
    let sending = async {
        let way = Way::open(desk, line).await;
        for n in 0..documents {
            way.document(n, async || hours.pass(pause).await).await;
        }
    };
    hours.spend(|| true, sending).await;
}

/// As many at once as the service takes, each request for a token of the bucket.
pub(crate) async fn bucket(desk: &Desk, hours: &Hours, line: &Line, documents: usize) {
    let clock = FakeRelativeClock::default();
    let rate = NonZeroU32::new(EACH_SECOND).expect("a rate");
    let burst = NonZeroU32::MIN;
    let bucket =
        RateLimiter::direct_with_clock(Quota::per_second(rate).allow_burst(burst), clock.clone());
    let begun = Cell::new(desk.clock.now_is());
    // The bucket's clock follows the story's.
    let follow = || {
        let now = desk.clock.now_is();
        let passed = now.duration_since(begun.replace(now));
        clock.advance(Duration::try_from(passed).expect("time goes forward"));
    };
    let token = async || loop {
        follow();
        match bucket.check() {
            Ok(()) => return,
            Err(not_yet) => hours.pass(not_yet.wait_time_from(clock.now())).await,
        }
    };
    let next = Cell::new(0);
    let sending = async {
        let way = Way::open(desk, line).await;
        let one = async || {
            while next.get() < documents {
                let n = next.replace(next.get() + 1);
                way.document(n, &token).await;
            }
        };
        tokio::join!(one(), one(), one(), one(), one());
    };
    hours.spend(|| true, sending).await;
}

impl Way<'_> {
    async fn open<'a>(desk: &Desk, line: &'a Line) -> Way<'a> {
        let http = Client::new();
        let login = desk.books.login().join("keystone-freight.example/oauth2/v2.0/token");
        let connection = desk.connection().await;
        let id = connection.company.expect("a company").id;
        let mut way = Way {
            line,
            http,
            company: format!("{}/production/api/v2.0/companies({id})", desk.books.api()),
            login: login.expect("an address"),
            token: RefCell::default(),
            party: String::new(),
            accounts: Vec::new(),
        };
        way.sign_in().await;
        let chart = way.get("accounts").await;
        let pair = |one: &Value| (text(one, "number"), text(one, "id"));
        way.accounts = chart["value"].as_array().expect("accounts").iter().map(pair).collect();
        let name = json!({"displayName": "Blue Ridge Foods Inc"});
        let parties = way.get("customers").await;
        let known = parties["value"].as_array().expect("customers").first().cloned();
        way.party = match known {
            Some(known) => text(&known, "id"),
            None => text(&way.post("customers", &name).await, "id"),
        };
        way
    }

    async fn sign_in(&self) {
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope=https%3A%2F%2Fapi.\
             businesscentral.dynamics.com%2F.default",
            waypost_tests::books::CLIENT_ID,
            waypost_tests::books::CLIENT_SECRET
        );
        let mut request = Request::new(Method::POST, self.login.clone());
        let kind = "application/x-www-form-urlencoded".parse().expect("a type");
        request.headers_mut().insert("content-type", kind);
        *request.body_mut() = Some(form.into());
        let answer = read(self.line.call(&request).await);
        self.token.replace(text(&answer, "access_token"));
    }

    /// Five operations; `allowed` is waited for before each.
    async fn document(&self, n: usize, allowed: impl AsyncFn()) {
        let number = format!("REF-{n:05}");
        allowed().await;
        let filter = format!("externalDocumentNumber%20eq%20%27{number}%27");
        let held = self.get(&format!("salesInvoices?$filter={filter}")).await;
        assert_eq!(held["value"], json!([]), "{number}");
        allowed().await;
        let made = self.post("salesInvoices", &self.invoice(&number)).await;
        let path = format!("salesInvoices({})", text(&made, "id"));
        allowed().await;
        self.post(&format!("{path}/Microsoft.NAV.post"), &Value::Null).await;
        allowed().await;
        let posted = text(&self.get(&path).await, "number");
        allowed().await;
        let filter = format!("documentNumber%20eq%20%27{posted}%27");
        let entries = self.get(&format!("generalLedgerEntries?$filter={filter}")).await;
        assert!(entries["value"].as_array().is_some_and(|entries| !entries.is_empty()));
    }

    /// The sample's load: six lines on five accounts.
    fn invoice(&self, number: &str) -> Value {
        let lines = [("40100", 2450.0), ("40200", 401.12), ("40300", 75.0), ("40310", 150.0)];
        let lines = lines.into_iter().chain([("40340", 180.0), ("40300", 42.5)]);
        let line = |(number, price): (&str, f64)| {
            let account = self.accounts.iter().find(|(it, _)| it == number);
            json!({"lineType": "Account", "accountId": account.expect("the account").1,
                "description": "Load", "quantity": 1, "unitPrice": price})
        };
        json!({"externalDocumentNumber": number, "invoiceDate": "2026-09-16",
            "postingDate": "2026-09-16", "customerId": self.party, "currencyCode": "USD",
            "salesInvoiceLines": lines.map(line).collect::<Vec<_>>()})
    }

    async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, &Value::Null).await
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.send(Method::POST, path, body).await
    }

    async fn send(&self, method: Method, path: &str, body: &Value) -> Value {
        let address = format!("{}/{path}", self.company);
        let request = || {
            let token = self.token.borrow();
            let request = self.http.request(method.clone(), &address).bearer_auth(&*token);
            let request = if body.is_null() { request } else { request.json(body) };
            request.build().expect("a request")
        };
        let reply = self.line.call(&request()).await;
        if reply.as_ref().is_some_and(|reply| reply.status == 401) {
            self.sign_in().await;
            return read(self.line.call(&request()).await);
        }
        read(reply)
    }
}

fn read(reply: Option<waypost_server::connectors::Reply>) -> Value {
    let reply = reply.expect("a reply");
    let said = String::from_utf8_lossy(&reply.body);
    assert!(reply.status < 300, "{} {said}", reply.status);
    serde_json::from_slice(&reply.body).unwrap_or(Value::Null)
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
