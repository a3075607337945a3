//! A client for the tests: a sandbox, a signed-in app, and the few calls that stories need.

pub(crate) mod quickbooks;

use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};
use waypost_sandbox::{Config, Sandbox, company_id, record_id};

pub(crate) const TENANT: &str = "3f2c9a54-7b1e-4c8d-9e60-5a1d2b7c4f10";
pub(crate) const APP: &str = "8d1b6e2f-5c3a-4f7e-b914-0a6d3c5e7f21";
pub(crate) const SECRET: &str = "sandbox-app-secret";
pub(crate) const FREIGHT: &str = "KEYSTONE-FRT";

/// A running sandbox with an app that is signed in.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) token: String,
}

impl Desk {
    pub(crate) async fn open() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let sandbox = Sandbox::start(config).await.expect("a free port");
        // Built with the whole workspace, the client wants to know whose cryptography it would use.
        // Only the first call installs it; the others find it there.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let mut desk = Self { sandbox, client: client.expect("a client"), token: String::new() };
        let reply = desk.app_token(SECRET).await;
        assert_eq!(reply.status(), 200);
        desk.token = body(reply).await["access_token"].as_str().expect("a token").to_owned();
        desk
    }

    pub(crate) async fn app_token(&self, secret: &str) -> Response {
        self.token_endpoint(&[
            ("grant_type", "client_credentials"),
            ("client_id", APP),
            ("client_secret", secret),
            ("scope", "https://api.businesscentral.dynamics.com/.default"),
        ])
        .await
    }

    pub(crate) async fn token_endpoint(&self, form: &[(&str, &str)]) -> Response {
        let url = format!("{}/{TENANT}/oauth2/v2.0/token", self.sandbox.login_base());
        self.client.post(url).form(form).send().await.expect("a reply")
    }

    pub(crate) fn root(&self) -> String {
        format!("{}/production/api/v2.0", self.sandbox.api_base())
    }

    /// A request to a path of the freight company, or to a whole address.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}/companies({})/{path}", self.root(), company_id(FREIGHT))
        };
        self.client.request(method, url).bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let reply = self.request(Method::GET, path).send().await.expect("a reply");
        let status = reply.status();
        let value = body(reply).await;
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    pub(crate) async fn send(&self, method: Method, path: &str, sent: &Value) -> (u16, Value) {
        let reply = self.request(method, path).json(sent).send().await.expect("a reply");
        (reply.status().as_u16(), body(reply).await)
    }

    pub(crate) async fn post(&self, path: &str, sent: &Value) -> (u16, Value) {
        self.send(Method::POST, path, sent).await
    }

    /// A write that must succeed.
    pub(crate) async fn create(&self, path: &str, sent: &Value) -> Value {
        let (status, value) = self.post(path, sent).await;
        assert_eq!(status, 201, "{path}: {value}");
        value
    }

    pub(crate) async fn act(&self, set: &str, id: &str, action: &str) -> (u16, Value) {
        let path = format!("{set}({id})/Microsoft.NAV.{action}");
        let reply = self.request(Method::POST, &path).send().await.expect("a reply");
        (reply.status().as_u16(), body(reply).await)
    }

    pub(crate) async fn control(&self, path: &str, sent: Value) -> Value {
        let url = format!("{}/{path}", self.sandbox.control());
        let reply = self.client.post(url).json(&sent).send().await.expect("a reply");
        let status = reply.status();
        let value = body(reply).await;
        assert!(status.is_success(), "{path}: {value}");
        value
    }

    pub(crate) async fn books(&self) -> Value {
        let url = format!("{}/books?company={FREIGHT}", self.sandbox.control());
        body(self.client.get(url).send().await.expect("a reply")).await
    }

    /// Net of an account in the trial balance, `0.00` when it has no entries.
    pub(crate) async fn net(&self, account: &str) -> String {
        let net = &self.books().await["trialBalance"][account]["net"];
        net.as_str().unwrap_or("0.00").to_owned()
    }

    /// The load of Blue Ridge Foods as a sales invoice with two lines.
    pub(crate) async fn draft_load(&self, number: &str) -> Value {
        self.create("salesInvoices", &load(number)).await
    }
}

pub(crate) fn load(number: &str) -> Value {
    json!({
        "externalDocumentNumber": number,
        "invoiceDate": "2026-09-16",
        "postingDate": "2026-09-16",
        "dueDate": "2026-10-16",
        "customerNumber": "C00001",
        "salesInvoiceLines": [
            account_line("40100", "2450.00"),
            {"lineType": "Account", "lineObjectNumber": "40200", "description": "872 mi",
             "quantity": 872, "unitPrice": 0.46},
        ],
    })
}

pub(crate) fn account_line(number: &str, amount: &str) -> Value {
    let amount: f64 = amount.parse().expect("an amount");
    json!({"lineType": "Account", "lineObjectNumber": number, "quantity": 1, "unitPrice": amount})
}

pub(crate) fn bill(number: &str, lines: &[(&str, f64)]) -> Value {
    let lines: Vec<Value> = lines
        .iter()
        .map(|(account, cost)| {
            json!({"lineType": "Account", "lineObjectNumber": account, "quantity": 1,
                   "unitCost": cost})
        })
        .collect();
    json!({
        "vendorInvoiceNumber": number,
        "vendorId": record_id(FREIGHT, "vendor", "V00001"),
        "invoiceDate": "2026-09-16",
        "postingDate": "2026-09-16",
        "purchaseInvoiceLines": lines,
    })
}

pub(crate) async fn body(reply: Response) -> Value {
    let text = reply.text().await.expect("a whole reply");
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// The code of an error body.
pub(crate) fn code(error: &Value) -> &str {
    error["error"]["code"].as_str().unwrap_or("no code")
}

/// The text of an error body, without its correlation id.
pub(crate) fn text(error: &Value) -> &str {
    let message = error["error"]["message"].as_str().unwrap_or("no message");
    message.split_once("  CorrelationId:  ").expect("a correlation id").0
}

pub(crate) fn id(record: &Value) -> String {
    record["id"].as_str().expect("an id").to_owned()
}
