//! T14: the OpenAPI document against the running server, with generated requests. No answer is the
//! server's fault, and every answer is one that the document promises.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};
use waypost_tests::openapi::{Api, Generator, Operation, breakings};
use waypost_tests::{Books, Client, Reply, TestApp, sample};

const ROUNDS: usize = 8;

struct Trial {
    app: TestApp,
    ada: Client,
    api: Api,
    ids: Vec<String>,
    wrong: Vec<String>,
    met: BTreeSet<(String, u16)>,
}

impl Trial {
    async fn begin(books: &Books) -> Trial {
        let app = TestApp::with_books(books).await;
        let ada = app.admin().await;
        sample::add_subsidiary(&ada).await;
        sample::connect(&ada).await;
        let receipts = ada.post("/api/v1/documents", &sample::load()).await.expect(200).json();
        let mapping = "/api/v1/subsidiaries/S-KF/mapping";
        ada.if_match(0).put(&format!("{mapping}/draft"), &sample::mapping()).await.expect(200);
        let key = json!({"name": "TMS", "scopes": ["documents"]});
        let key = ada.post("/api/v1/keys", &key).await.expect(201).json();
        let ids = [
            "S-KF",
            "not_found",
            "nowhere",
            "%20",
            "%C3%A9%2F..%2F",
            "a%00b",
            "%FF",
            receipts[0]["id"].as_str().expect("an id"),
            key["key"]["id"].as_str().expect("an id"),
        ];
        let api = Api::of(&ada).await;
        let ids = ids.iter().map(ToString::to_string).collect();
        Trial { app, ada, api, ids, wrong: Vec::new(), met: BTreeSet::new() }
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

    fn path(&self, operation: &Operation, generator: &mut Generator<'_>) -> String {
        let id = &self.ids[generator.below(self.ids.len())];
        let mut path = operation.path_with(id);
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
    for operation in trial.api.operations.clone() {
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
        let hard = [
            "setUp",
            "signIn",
            "useApplication",
            "chooseCompany",
            "beginSignIn",
            "finishSignIn",
            "submitMapping",
            "markDone",
            "saveDraft",
            "putSettings",
            "pushDocuments",
            "preview",
        ];
        assert!(good || hard.contains(&id.as_str()), "{id} never answered what was asked");
    }
}

#[tokio::test]
async fn the_command_prints_what_the_server_answers() {
    let app = TestApp::start().await;
    let answered = app.visitor().get("/api/openapi.json").await.expect(200).json();
    let printed = serde_json::to_value(waypost_server::http::openapi()).expect("a document");
    assert_eq!(answered, printed);
}
