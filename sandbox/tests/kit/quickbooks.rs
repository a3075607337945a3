//! A client of QuickBooks Online for the tests: plain requests, a person who signed in, and the
//! few calls that stories need.

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use waypost_sandbox::{Config, LimitFigures, QuickBooksFigures, Sandbox};

use super::body;

pub(crate) const APP: &str = "ABsandboxWaypostClient";
pub(crate) const SECRET: &str = "sandbox-intuit-secret";
pub(crate) const FLEET: &str = "9341453908020001";
pub(crate) const LOGISTICS: &str = "9341453908020002";
pub(crate) const REDIRECT: &str = "http://127.0.0.1:8080/oauth/intuit";
pub(crate) const DANA: (&str, &str) = ("dana@keystone-freight.example", "sandbox-dana");

/// A running sandbox, and an app that is connected to Keystone Fleet.
pub(crate) struct Office {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) realm: &'static str,
    pub(crate) tokens: Value,
}

/// Limits that no story meets by chance.
pub(crate) fn roomy() -> Config {
    let wide = LimitFigures { requests: 100_000, window_seconds: 60, at_once: 1000, queued: 1000 };
    let quickbooks =
        QuickBooksFigures { company: wide, app: wide, batches: wide, ..Default::default() };
    Config { quickbooks, ..Config::default() }
}

impl Office {
    pub(crate) async fn open() -> Self {
        Self::with(roomy(), FLEET).await
    }

    /// With the clock stopped at a moment.
    pub(crate) async fn at(moment: &str) -> Self {
        let mut office = Self::open().await;
        office.control("clock", json!({"set": moment, "stopped": true})).await;
        office.tokens = office.connect(DANA, FLEET).await;
        office
    }

    pub(crate) async fn with(config: Config, realm: &'static str) -> Self {
        let sandbox = Sandbox::start(config).await.expect("a free port");
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let client = client.expect("a client");
        let mut office = Self { sandbox, client, realm, tokens: Value::Null };
        office.tokens = office.connect(DANA, realm).await;
        office
    }

    /// Signs a person in and gives the tokens.
    pub(crate) async fn connect(&self, who: (&str, &str), realm: &str) -> Value {
        let back = self.consent(who, realm, &[]).await;
        let (status, tokens) = self.redeem(&back, &[]).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    /// What the sign-in page asks of the app.
    pub(crate) fn ask<'a>() -> Vec<(&'a str, &'a str)> {
        vec![
            ("client_id", APP),
            ("response_type", "code"),
            ("scope", "com.intuit.quickbooks.accounting"),
            ("redirect_uri", REDIRECT),
            ("state", "a state & more"),
        ]
    }

    pub(crate) async fn submit(&self, form: &[(&str, &str)]) -> Response {
        let url = format!("{}/connect/oauth2", self.sandbox.intuit_base());
        self.client.post(url).form(form).send().await.expect("a reply")
    }

    /// Goes through both pages; gives the parameters with which the person comes back.
    pub(crate) async fn consent(
        &self,
        (user, password): (&str, &str),
        realm: &str,
        more: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let mut form = Self::ask();
        form.extend(more);
        let mut first = form.clone();
        first.extend([("username", user), ("password", password)]);
        let mut reply = self.submit(&first).await;
        if reply.status() == 200 {
            let page = reply.text().await.expect("a page");
            assert!(page.contains("Choose a company"), "{page}");
            let (_, rest) = page.split_once("name=\"ticket\" value=\"").expect("a ticket");
            let ticket = rest.split('"').next().expect("a ticket").to_owned();
            form.extend([("ticket", ticket.as_str()), ("realm", realm)]);
            reply = self.submit(&form).await;
        }
        assert_eq!(reply.status(), 302);
        returned(&reply)
    }

    pub(crate) async fn redeem(
        &self,
        back: &[(String, String)],
        more: &[(&str, &str)],
    ) -> (u16, Value) {
        let code = value(back, "code").to_owned();
        let mut form =
            vec![("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", REDIRECT)];
        form.extend(more);
        self.token_endpoint(SECRET, &form).await
    }

    pub(crate) async fn token_endpoint(&self, secret: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let url = format!("{}/oauth2/v1/tokens/bearer", self.sandbox.intuit_base());
        let sent = self.client.post(url).basic_auth(APP, Some(secret)).form(form).send().await;
        let reply = sent.expect("a reply");
        (reply.status().as_u16(), body(reply).await)
    }

    pub(crate) fn access(&self) -> &str {
        self.tokens["access_token"].as_str().expect("a token")
    }

    /// A request to a path of the company file.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let base = self.sandbox.quickbooks_base();
        let url = format!("{base}/v3/company/{}/{path}", self.realm);
        self.client
            .request(method, url)
            .bearer_auth(self.access())
            .header("accept", "application/json")
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        let reply = self.request(Method::GET, path).send().await.expect("a reply");
        (reply.status().as_u16(), body(reply).await)
    }

    pub(crate) async fn post(&self, path: &str, sent: &Value) -> (u16, Value) {
        let reply = self.request(Method::POST, path).json(sent).send().await.expect("a reply");
        (reply.status().as_u16(), body(reply).await)
    }

    /// A write that must succeed; gives the object.
    pub(crate) async fn save(&self, entity: &str, sent: &Value) -> Value {
        let (status, reply) = self.post(&entity.to_lowercase(), sent).await;
        assert_eq!(status, 200, "{entity}: {reply}");
        reply[entity].clone()
    }

    /// A read that must succeed; gives the object.
    pub(crate) async fn read(&self, entity: &str, id: &Value) -> Value {
        let id = id.as_str().expect("an id");
        let (status, reply) = self.get(&format!("{}/{id}", entity.to_lowercase())).await;
        assert_eq!(status, 200, "{entity} {id}: {reply}");
        reply[entity].clone()
    }

    pub(crate) async fn query(&self, text: &str) -> (u16, Value) {
        let request = self.request(Method::GET, "query").query(&[("query", text)]);
        let reply = request.send().await.expect("a reply");
        (reply.status().as_u16(), body(reply).await)
    }

    /// The rows of a query that must succeed.
    pub(crate) async fn rows(&self, entity: &str, text: &str) -> Vec<Value> {
        let (status, reply) = self.query(text).await;
        assert_eq!(status, 200, "{text}: {reply}");
        reply["QueryResponse"][entity].as_array().cloned().unwrap_or_default()
    }

    pub(crate) async fn control(&self, path: &str, sent: Value) -> Value {
        let url = format!("{}/{path}", self.sandbox.control());
        let reply = self.client.post(url).json(&sent).send().await.expect("a reply");
        let status = reply.status();
        let value = body(reply).await;
        assert!(status.is_success(), "{path}: {value}");
        value
    }

    pub(crate) async fn settings(&self, sent: Value) {
        self.control(&format!("quickbooks/{}/settings", self.realm), sent).await;
    }

    pub(crate) async fn books(&self) -> Value {
        let url = format!("{}/quickbooks/{}/books", self.sandbox.control(), self.realm);
        let books = body(self.client.get(url).send().await.expect("a reply")).await;
        assert_eq!(books["balanced"], true, "debits equal credits: {books}");
        books
    }

    /// Net of an account in the trial balance, `0.00` when it has no entries.
    pub(crate) async fn net(&self, account: &str) -> String {
        let net = &self.books().await["trialBalance"][account]["net"];
        net.as_str().unwrap_or("0.00").to_owned()
    }

    /// An item that is sold to an account.
    pub(crate) async fn item(&self, name: &str, account: &str) -> Value {
        let sent = json!({"Name": name, "Type": "Service", "IncomeAccountRef": {"value": account}});
        self.save("Item", &sent).await["Id"].clone()
    }

    /// An invoice of 1,875.00 for Blue Ridge Foods.
    pub(crate) async fn invoice(&self, number: &str) -> Value {
        self.save("Invoice", &invoice(number, 1875.0)).await
    }

    /// A bill of 1,965.00 by Marcus Hale.
    pub(crate) async fn bill(&self, number: &str) -> Value {
        self.save("Bill", &bill(number)).await
    }
}

pub(crate) fn invoice(number: &str, amount: f64) -> Value {
    json!({
        "CustomerRef": {"value": "1"},
        "DocNumber": number,
        "TxnDate": "2026-09-16",
        "Line": [sale(amount)],
    })
}

/// A line that sells Services, which is account 40000.
pub(crate) fn sale(amount: f64) -> Value {
    json!({"DetailType": "SalesItemLineDetail", "Amount": amount,
           "SalesItemLineDetail": {"ItemRef": {"value": "1"}}})
}

pub(crate) fn bill(number: &str) -> Value {
    json!({
        "VendorRef": {"value": "30"},
        "DocNumber": number,
        "TxnDate": "2026-09-16",
        "Line": [charge("63", 2015.0), charge("43", -50.0)],
    })
}

/// A line that charges an account.
pub(crate) fn charge(account: &str, amount: f64) -> Value {
    json!({"DetailType": "AccountBasedExpenseLineDetail", "Amount": amount,
           "AccountBasedExpenseLineDetail": {"AccountRef": {"value": account}}})
}

/// A payment by Blue Ridge Foods of these invoices.
pub(crate) fn payment(total: f64, pays: &[(&Value, f64)]) -> Value {
    json!({"CustomerRef": {"value": "1"}, "TotalAmt": total, "TxnDate": "2026-10-01",
           "PaymentRefNum": "CHK1", "Line": lines("Invoice", pays)})
}

/// A cheque to Marcus Hale for these bills.
pub(crate) fn bill_payment(total: f64, pays: &[(&Value, f64)]) -> Value {
    json!({"VendorRef": {"value": "30"}, "TotalAmt": total, "TxnDate": "2026-10-01",
           "PayType": "Check", "CheckPayment": {"BankAccountRef": {"value": "35"}},
           "Line": lines("Bill", pays)})
}

fn lines(kind: &str, pays: &[(&Value, f64)]) -> Vec<Value> {
    pays.iter()
        .map(|(document, amount)| {
            json!({"Amount": amount, "LinkedTxn": [{"TxnId": document["Id"], "TxnType": kind}]})
        })
        .collect()
}

/// The parameters of the address that a reply leads to.
pub(crate) fn returned(reply: &Response) -> Vec<(String, String)> {
    let location = reply.headers().get("location").map(|it| it.to_str().expect("text"));
    let url = reqwest::Url::parse(location.unwrap_or_default()).expect("an address");
    url.query_pairs().into_owned().collect()
}

pub(crate) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
}

/// The first error of a fault.
pub(crate) fn error(reply: &Value) -> &Value {
    &reply["Fault"]["Error"][0]
}

pub(crate) fn code(reply: &Value) -> &str {
    error(reply)["code"].as_str().unwrap_or("no code")
}
