//! T14: the OpenAPI document against the running server, with generated requests. No answer is the
//! server's fault, and every answer is one that the document promises.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use waypost_tests::app::PASSWORD;
use waypost_tests::books::VERIFIER_TOKEN;
use waypost_tests::desk::COMPANY;
use waypost_tests::openapi::{Api, Generator, Operation, breakings};
use waypost_tests::receiver::hmac_sha256;
use waypost_tests::{Bookkeeper, Books, Client, Reply, TestApp, sample};

use crate::mappings::mapping_for;
use crate::sign_in::fill_in;

const ROUNDS: usize = 5;

struct Trial {
    app: TestApp,
    ada: Client,
    api: Api,
    ids: Vec<String>,
    document: String,
    wrong: Vec<String>,
    met: BTreeSet<(String, u16)>,
}

impl Trial {
    async fn begin(books: &Books) -> Trial {
        let app = TestApp::with_books(books).await;
        let api = Api::of(&app.visitor()).await;
        let ids = ["S-KF", "not_found", "nowhere", "%20", "%C3%A9%2F..%2F", "a%00b", "%FF"];
        let mut trial = Trial {
            ada: app.visitor(),
            api,
            ids: ids.iter().map(ToString::to_string).collect(),
            document: String::new(),
            wrong: Vec::new(),
            met: BTreeSet::new(),
            app,
        };
        fitting(&mut trial, books).await;
        trial
    }

    /// Sends a request that fits, which must be carried out.
    async fn fits(&mut self, id: &str, path: &str, body: &Value) -> Reply {
        self.sends(self.ada.clone(), id, path, body).await
    }

    /// The same by a writer who has seen `revision`.
    async fn fits_after(&mut self, revision: u64, id: &str, path: &str, body: &Value) -> Reply {
        self.sends(self.ada.if_match(revision), id, path, body).await
    }

    async fn sends(&mut self, client: Client, id: &str, path: &str, body: &Value) -> Reply {
        let operation = self.api.operations.iter().find(|one| one.id == id);
        let operation = operation.expect("an operation of that name").clone();
        let bytes = (!body.is_null()).then(|| body.to_string().into_bytes());
        let reply = client.send(operation.method.clone(), path, bytes.clone()).await;
        assert!(reply.status.as_u16() < 400, "{id} answered {}", reply.body);
        self.judge(&operation, &reply, bytes.as_deref());
        reply
    }

    /// The administrator, signed in again after an operation that signs out.
    async fn ada(&mut self) -> Client {
        if self.ada.get("/api/v1/session").await.status != 200 {
            self.ada = self.app.admin().await;
        }
        self.ada.clone()
    }

    async fn send(
        &mut self,
        operation: &Operation,
        client: &Client,
        path: &str,
        body: Option<Vec<u8>>,
    ) {
        let reply = client.send(operation.method.clone(), path, body.clone()).await;
        self.judge(operation, &reply, body.as_deref());
    }

    fn judge(&mut self, operation: &Operation, reply: &Reply, body: Option<&[u8]>) {
        self.met.insert((operation.id.clone(), reply.status.as_u16()));
        let wrong = if reply.status.is_server_error() {
            Some(format!("{} {}", reply.status, reply.body))
        } else {
            self.api.mismatch(operation, reply)
        };
        if let Some(wrong) = wrong {
            let sent = String::from_utf8_lossy(body.unwrap_or_default());
            let sent: String = sent.chars().take(600).collect();
            self.wrong
                .push(format!("{} ({}): {wrong}\n    sent: {sent}", operation.id, reply.asked));
        }
    }

    /// The id of something that is there.
    fn known(&self, operation: &Operation) -> &str {
        if operation.path.contains("{document}") {
            &self.document
        } else if operation.path.contains("{code}") {
            "not_found"
        } else {
            "S-KF"
        }
    }

    fn path(&self, operation: &Operation, generator: &mut Generator<'_>) -> String {
        let mut path = match generator.below(2) {
            0 => operation.path_with(self.known(operation)),
            _ => operation.path_with(&self.ids[generator.below(self.ids.len())]),
        };
        let mut parts = Vec::new();
        for (name, schema) in operation.query() {
            if generator.below(2) == 0 {
                let text = match generator.value(schema) {
                    Value::Null => continue,
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                let encoded: String =
                    url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
                parts.push(format!("{name}={encoded}"));
            }
        }
        if !parts.is_empty() {
            path = format!("{path}?{}", parts.join("&"));
        }
        path
    }
}

async fn try_one(trial: &mut Trial, operation: &Operation) {
    let document = trial.api.document.clone();
    let mut generator = Generator::new(&document);
    for round in 0..ROUNDS {
        let ada = trial.ada().await;
        let path = trial.path(operation, &mut generator);
        let body = operation.body_schema().map(|schema| generator.value(schema));
        let bytes = body.as_ref().map(|body| body.to_string().into_bytes());
        let client = match round % 4 {
            0 => ada.clone(),
            1 => ada.if_match(u64::try_from(round).expect("a small number")),
            2 => ada.with("if-match", "not a tag"),
            _ => ada.with("idempotency-key", &format!("{}-{round}", operation.id)),
        };
        trial.send(operation, &client, &path, bytes.clone()).await;
        trial.send(operation, &client, &path, bytes.clone()).await;
        trial.send(operation, &trial.app.visitor(), &path, bytes.clone()).await;
        trial.send(operation, &ada.without_csrf(), &path, bytes).await;
    }
    break_one(trial, operation, &mut generator).await;
}

async fn break_one(trial: &mut Trial, operation: &Operation, generator: &mut Generator<'_>) {
    let ada = trial.ada().await.if_match(1);
    let own = operation.path_with("S-KF");
    if let Some(schema) = operation.body_schema() {
        let fitting = generator.value(schema);
        for broken in breakings(&fitting) {
            trial.send(operation, &ada, &own, Some(broken.body)).await;
        }
        let plain = ada.with("content-type", "text/plain");
        trial.send(operation, &plain, &own, Some(b"words".to_vec())).await;
        trial.send(operation, &ada, &own, None).await;
    } else if operation.method != Method::GET {
        trial.send(operation, &ada, &own, Some(b"{]".to_vec())).await;
    }
    for query in [
        "?limit=0",
        "?limit=x",
        "?cursor=%FF",
        "?cursor=AAAA",
        "?limit=501",
        "?state=lost",
        "?kind=x",
    ] {
        if !operation.query().is_empty() {
            trial.send(operation, &ada, &format!("{own}{query}"), None).await;
        }
    }
}

#[tokio::test]
async fn every_answer_is_promised_and_none_is_the_servers_fault() {
    let books = Books::open().await;
    let mut trial = Trial::begin(&books).await;
    let mut operations = trial.api.operations.clone();
    // Signing out of the books ends what the others need.
    operations.sort_by_key(|operation| operation.id == "signOutOfBooks");
    for operation in operations {
        try_one(&mut trial, &operation).await;
    }
    let wrong = &trial.wrong;
    assert!(
        wrong.is_empty(),
        "{} wrong answers, such as\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
    // A trial that only meets refusals proves little.
    for id in trial.api.operations.iter().map(|operation| &operation.id) {
        let good = trial.met.iter().any(|(met, status)| met == id && *status < 400);
        assert!(good, "{id} never answered what was asked");
    }
}

/// Each operation that a generated request hardly ever fits, with one that fits.
async fn fitting(trial: &mut Trial, books: &Books) {
    let code = trial.app.setup_code().expect("a code");
    let below = |rest: &str| format!("/api/v1/subsidiaries/S-KF{rest}");
    let first = json!({"code": code, "tenant": "Keystone Freight", "name": "Ada Reyes",
        "email": "ada@keystone.example", "password": PASSWORD});
    trial.fits("setUp", "/api/v1/setup", &first).await;
    let sign_in = json!({"email": "ada@keystone.example", "password": PASSWORD});
    trial.fits("signIn", "/api/v1/session", &sign_in).await;
    trial.ada = trial.app.admin().await;
    sample::add_subsidiary(&trial.ada).await;
    let registration = sample::registration();
    trial.fits("useApplication", &below("/connection/application"), &registration).await;
    let companies = trial.ada.get(&below("/connection/companies")).await.expect(200).json();
    let all = companies["items"].as_array().expect("companies");
    let company = all.iter().find(|one| one["name"] == COMPANY).expect("the company");
    let company = json!({"id": company["id"]});
    trial.fits("chooseCompany", &below("/connection/company"), &company).await;
    let begin = json!({"system": "business_central", "environment": "production"});
    let address = trial.fits("beginSignIn", &below("/connection/sign-in"), &begin).await;
    let address = address.json()["url"].as_str().expect("an address").to_owned();
    let (state, code) = fill_in(&address, "dana@keystone-freight.example", "sandbox-dana").await;
    let back = format!("/oauth/business-central/callback?state={state}&code={code}");
    trial.fits("finishSignIn", &back, &Value::Null).await;
    let seen = trial.ada.get(&below("/connection")).await.revision();
    trial.fits_after(seen, "putSettings", &below("/connection/settings"), &json!({})).await;
    let mapping = mapping_for(&trial.ada).await;
    trial.fits_after(0, "saveDraft", &below("/mapping/draft"), &mapping).await;
    trial.fits_after(1, "markDone", &below("/mapping/done"), &Value::Null).await;
    trial.fits_after(2, "submitMapping", &below("/mapping/submit"), &Value::Null).await;
    let key = json!({"name": "TMS", "scopes": ["documents"]});
    let key = trial.fits("issueKey", "/api/v1/keys", &key).await.json();
    let id = key["key"]["id"].as_str().expect("an id").to_owned();
    trial.fits("revokeKey", &format!("/api/v1/keys/{id}"), &Value::Null).await;
    let preview = json!({"document": sample::load(), "mapping": sample::mapping(),
        "chart": sample::chart(), "catalog": sample::catalog()});
    trial.fits("preview", "/api/v1/preview", &preview).await;
    let pushed = trial.fits("pushDocuments", "/api/v1/documents", &sample::load()).await.json();
    let brokerage = json!({"id": "S-KB", "name": "Keystone Brokerage LLC"});
    trial.fits("addSubsidiary", "/api/v1/subsidiaries", &brokerage).await;
    let mut held = sample::load();
    held["subsidiary"] = json!("S-KB");
    held["id"] = json!("REF-1002346");
    let held = trial.fits("pushDocuments", "/api/v1/documents", &held).await.json();
    let retry = format!("/api/v1/documents/{}/retry", held[0]["id"].as_str().expect("an id"));
    trial.fits("retryDocument", &retry, &Value::Null).await;
    trial.fits("listActivity", &below("/activity/needs_you"), &Value::Null).await;
    trial.app.sync().activate_once().await.expect("an activation");
    let runs = trial.ada.get(&below("/runs")).await.expect(200).json();
    let run = runs["items"][0]["id"].as_str().expect("a run");
    trial.fits("showRun", &below(&format!("/runs/{run}")), &Value::Null).await;
    trial.document = pushed[0]["id"].as_str().expect("an id").to_owned();
    trial.ids.push(trial.document.clone());
    trial.ids.push(id);
    by_hand(trial, held[0]["id"].as_str().expect("an id")).await;
    linked(trial, books).await;
    decided(trial).await;
    paid(trial).await;
    short_paid(trial).await;
    heard(trial).await;
    reconciled(trial).await;
}

/// A webhook from its first day to its last, and one of Intuit's.
async fn heard(trial: &mut Trial) {
    let url = "https://tms.keystone.example/hooks";
    let new = json!({"url": url, "description": "TMS"});
    let added = trial.fits("addWebhook", "/api/v1/webhooks", &new).await.json();
    let id = added["webhook"]["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/webhooks/{id}");
    let since = json!({"since": "2026-11-30T08:00:00Z"});
    trial.fits("replayWebhook", &format!("{path}/replay"), &since).await;
    trial.fits("listDeliveries", &format!("{path}/deliveries"), &Value::Null).await;
    let off = json!({"url": url, "description": "TMS", "enabled": false});
    trial.fits("changeWebhook", &path, &off).await;
    trial.fits("removeWebhook", &path, &Value::Null).await;
    let body = json!({"eventNotifications": [{"realmId": "1185883450"}]});
    let signature = hmac_sha256(VERIFIER_TOKEN.as_bytes(), &body.to_string());
    let intuit = trial.app.visitor().with("intuit-signature", &signature);
    trial.sends(intuit, "intuitWebhook", "/webhooks/quickbooks-online", &body).await;
}

/// The books are read beside what was posted.
async fn reconciled(trial: &mut Trial) {
    let path = "/api/v1/subsidiaries/S-KF/reconciliation";
    let period = json!({"from": "2026-09-01", "to": "2026-09-30"});
    trial.fits("askReconciliation", path, &period).await;
    trial.app.sync().activate_once().await.expect("an activation");
    let read = format!("{path}?from=2026-09-01&to=2026-09-30&days=true");
    trial.fits("showReconciliation", &read, &Value::Null).await;
}

/// A load that is paid in full, and open again; a factor's report.
async fn paid(trial: &mut Trial) {
    let payment = json!({"id": "P-1", "direction": "customer", "origin": "manual",
        "document": "REF-1002345", "amount": "3298.62", "date": "2026-10-01"});
    let pushed = trial.fits("pushPayments", "/api/v1/payments", &payment).await.json();
    let retry = format!("/api/v1/payments/{}/retry", pushed[0]["id"].as_str().expect("an id"));
    trial.fits("retryPayment", &retry, &Value::Null).await;
    let path = format!("/api/v1/documents/{}/reopen", trial.document);
    trial.fits("reopenDocument", &path, &json!({"reason": "the check bounced"})).await;
    let report = json!({"csv": "Load,Gross,Fee,Date\nREF-1002345,3298.62,98.96,2026-10-02\n",
        "columns": {"load": "Load", "gross": "Gross", "fee": "Fee", "date": "Date"}});
    let path = "/api/v1/subsidiaries/S-KF/factoring-report";
    trial.fits("factoringReport", path, &report).await;
}

/// An invoice that its customer paid short, and whose rest is written off.
async fn short_paid(trial: &mut Trial) {
    let mut load = sample::load();
    load["id"] = json!("REF-SHORT");
    load["number"] = json!("REF-SHORT");
    let pushed = trial.fits("pushDocuments", "/api/v1/documents", &load).await.json();
    trial.app.sync().activate_once().await.expect("an activation");
    let short = sample::written_off(load, "298.62", "3000.00");
    trial.fits("pushDocuments", "/api/v1/documents", &short).await;
    let path = format!("/api/v1/documents/{}/write-off", pushed[0]["id"].as_str().expect("an id"));
    trial.fits("writeOff", &path, &json!({"reason": "paid short"})).await;
}

/// What a person does about a document that waits, `held`.
async fn by_hand(trial: &mut Trial, held: &str) {
    let path = |rest: &str| format!("/api/v1/documents/{held}{rest}");
    let several = |rest: &str| format!("/api/v1/subsidiaries/S-KB/activity/{rest}");
    trial.fits("skipDocument", &path("/skip"), &json!({"reason": "not ours"})).await;
    let handled = json!({"remote_number": "103999", "note": "entered by hand"});
    trial.fits("handledOutside", &path("/handled"), &handled).await;
    let body = json!({"documents": [held], "reason": "not ours"});
    trial.fits("retrySeveral", &several("retry"), &body).await;
    trial.fits("skipSeveral", &several("skip"), &body).await;
    trial.fits("withdrawDocument", &path(""), &Value::Null).await;
}

/// A document that is not postable, and one that the bookkeeper entered for it.
async fn linked(trial: &mut Trial, books: &Books) {
    let keeper = Bookkeeper::of(books, COMPANY);
    let customer = keeper.id_of("customers", "displayName", "Blue Ridge Foods Inc").await;
    let account = keeper.id_of("accounts", "number", "40100").await;
    let invoice = json!({"externalDocumentNumber": "OWN-1", "customerId": customer,
        "invoiceDate": "2026-09-16", "postingDate": "2026-09-16", "salesInvoiceLines": [{
            "lineType": "Account", "accountId": account, "quantity": 1, "unitPrice": 100}]});
    let remote = keeper.enter("salesInvoices", &invoice, true).await;
    let mut wrong = sample::load();
    wrong["id"] = json!("REF-WRONG");
    wrong["total"] = json!("1.00");
    let pushed = trial.fits("pushDocuments", "/api/v1/documents", &wrong).await.json();
    let path = format!("/api/v1/documents/{}", pushed[0]["id"].as_str().expect("an id"));
    trial.app.sync().activate_once().await.expect("an activation");
    trial.fits("listCandidates", &format!("{path}/candidates"), &Value::Null).await;
    let link = json!({"remote_id": remote, "accept_differences": true});
    trial.fits("linkDocument", &format!("{path}/link"), &link).await;
}

/// A party of whom the books have two.
async fn decided(trial: &mut Trial) {
    let mut bill = sample::bills()[2].clone();
    bill["party"] = json!({"id": "V-NST", "name": "Northern Star Trucking", "kind": "carrier"});
    trial.fits("pushDocuments", "/api/v1/documents", &bill).await;
    trial.app.sync().activate_once().await.expect("an activation");
    let open = trial.fits("listParties", "/api/v1/parties", &Value::Null).await.json();
    let path = format!("/api/v1/parties/{}", open["items"][0]["id"].as_str().expect("an id"));
    trial.fits("listChoices", &format!("{path}/choices?q=star"), &Value::Null).await;
    trial.fits("decideParty", &path, &json!({"create": true})).await;
}

#[tokio::test]
async fn the_command_prints_what_the_server_answers() {
    let app = TestApp::start().await;
    let answered = app.visitor().get("/api/openapi.json").await.expect(200).json();
    let printed = serde_json::to_value(waypost_server::http::openapi()).expect("a document");
    assert_eq!(answered, printed);
}
