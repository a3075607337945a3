//! T16: every route, tried by the administrator of another company with this company's ids. The
//! list of routes is the server's own; a new one without a case fails.

use serde_json::{Value, json};
use waypost_core::api::KeyScope;
use waypost_tests::openapi::{Api, Generator, Operation};
use waypost_tests::{Books, Client, TestApp, sample};

/// What a stranger may find out on a route.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    /// The address names something of ours: there is no such thing.
    NothingOfThatId,
    /// The address names nothing: the answer holds nothing of ours.
    NothingOfOurs,
    /// The body names something of ours: it is refused as unknown.
    UnknownInBody,
    /// Open to everybody, and about nobody.
    AboutNobody,
}

fn case(operation: &str) -> Case {
    match operation {
        "showSubsidiary" | "showCatalog" | "putCatalog" | "showConnection" | "beginSignIn"
        | "signOutOfBooks" | "reopenDocument" | "factoringReport" | "useApplication"
        | "listCompanies" | "chooseCompany" | "checkConnection" | "putSettings" | "showChart"
        | "readChart" | "showMapping" | "saveDraft" | "dropDraft" | "markDone"
        | "submitMapping" | "showTurnover" | "listChartChanges" | "seeChartChanges"
        | "listVersions" | "listDeeds" | "showDocument" | "retryDocument" | "withdrawDocument"
        | "skipDocument" | "handledOutside" | "listCandidates" | "linkDocument" | "writeOff"
        | "retrySeveral" | "skipSeveral" | "listChoices" | "decideParty" | "revokeKey"
        | "changeWebhook" | "removeWebhook" | "replayWebhook" | "listDeliveries"
        | "showActivity" | "listActivity" | "listRuns" | "showRun" | "showReconciliation"
        | "askReconciliation" | "retryPayment" => Case::NothingOfThatId,
        "listParties" | "listSubsidiaries" | "addSubsidiary" | "listDocuments" | "listKeys"
        | "issueKey" | "listWebhooks" | "addWebhook" | "listDays" | "listenEvents"
        | "showSession" | "signOut" | "preview" | "finishSignIn" | "finishIntuitSignIn"
        | "pushPayments" | "listPayments" | "listDrift" => Case::NothingOfOurs,
        "pushDocuments" => Case::UnknownInBody,
        "showSetup" | "setUp" | "signIn" | "health" | "openapi" | "errorPage" | "intuitWebhook" => {
            Case::AboutNobody
        }
        other => panic!("{other} is a new route: say here what a stranger may find out on it"),
    }
}

struct Ours {
    app: TestApp,
    ada: Client,
    document: String,
    payment: String,
    key: String,
    webhook: String,
}

async fn ours(books: &Books) -> Ours {
    let app = TestApp::with_books(books).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    sample::connect(&ada).await;
    let mapping = "/api/v1/subsidiaries/S-KF/mapping/draft";
    ada.if_match(0).put(mapping, &sample::mapping()).await.expect(200);
    // Off, so that nothing about it changes by itself.
    let url = "https://tms.keystone.example/hooks";
    let added = ada.post("/api/v1/webhooks", &json!({"url": url})).await.expect(201).json();
    let webhook = added["webhook"]["id"].as_str().expect("an id").to_owned();
    let off = json!({"url": url, "description": "Keystone's TMS", "enabled": false});
    ada.put(&format!("/api/v1/webhooks/{webhook}"), &off).await.expect(200);
    let receipts = ada.post("/api/v1/documents", &sample::load()).await.expect(200).json();
    let paid = json!({"id": "P-1", "direction": "customer", "origin": "manual",
        "document": "REF-1002345", "amount": "3298.62", "date": "2026-10-01"});
    let paid = ada.post("/api/v1/payments", &paid).await.expect(200).json();
    let body = json!({"name": "Keystone's TMS", "scopes": ["documents"]});
    let issued = ada.post("/api/v1/keys", &body).await.expect(201).json();
    // The worker has said what it has to say about the document, so that nothing else changes.
    app.sync().activate_once().await.expect("an activation");
    Ours {
        document: receipts[0]["id"].as_str().expect("an id").to_owned(),
        payment: paid[0]["id"].as_str().expect("an id").to_owned(),
        key: issued["key"]["id"].as_str().expect("an id").to_owned(),
        webhook,
        app,
        ada,
    }
}

impl Ours {
    /// The id of ours that fits the operation's address.
    fn id(&self, operation: &Operation) -> &str {
        if operation.path.contains("{document}") {
            &self.document
        } else if operation.path.contains("{payment}") {
            &self.payment
        } else if operation.path.contains("{key}") {
            &self.key
        } else if operation.path.contains("{webhook}") {
            &self.webhook
        } else {
            sample::SUBSIDIARY
        }
    }

    /// Everything that the company sees of itself.
    async fn seen(&self, api: &Api) -> Vec<Value> {
        let mut seen = Vec::new();
        for operation in api.operations.iter().filter(|one| one.method == reqwest::Method::GET) {
            let slow = [
                "listCompanies",
                "listCandidates",
                "listChoices",
                "finishSignIn",
                "finishIntuitSignIn",
                "health",
                "openapi",
                "errorPage",
                "listenEvents",
            ];
            if !slow.contains(&operation.id.as_str()) {
                let reply = self.ada.get(&operation.path_with(self.id(operation))).await;
                seen.push(reply.json());
            }
        }
        seen
    }
}

async fn try_as(stranger: &Client, ours: &Ours, operation: &Operation, body: Option<Value>) {
    let path = operation.path_with(ours.id(operation));
    let bytes = body.map(|body| body.to_string().into_bytes());
    let reply = stranger.if_match(1).send(operation.method.clone(), &path, bytes).await;
    for mark in [
        "Keystone",
        "Blue Ridge",
        "Ada Reyes",
        ours.document.as_str(),
        ours.payment.as_str(),
        ours.key.as_str(),
        ours.webhook.as_str(),
    ] {
        let own_words = reply.asked.contains(mark) || reply.body.contains(&format!("\\\"{mark}"));
        assert!(
            own_words || !reply.body.contains(mark),
            "{} tells {mark}: {}",
            reply.asked,
            reply.body
        );
    }
    match case(&operation.id) {
        Case::NothingOfThatId => {
            // A key that may not use the route at all learns as little.
            let expected = [404, 403];
            assert!(expected.contains(&reply.status.as_u16()), "{} {}", reply.asked, reply.body);
        }
        Case::UnknownInBody => {
            reply.refused(422, "unknown_subsidiary");
        }
        Case::NothingOfOurs => assert!(!reply.status.is_server_error(), "{}", reply.body),
        Case::AboutNobody => {}
    }
}

fn body_for(operation: &Operation, document: &Value) -> Option<Value> {
    let schema = operation.body_schema()?;
    match operation.id.as_str() {
        "pushDocuments" => Some(sample::load()),
        "putCatalog" => Some(sample::catalog()),
        "saveDraft" => Some(sample::mapping()),
        "putSettings" => Some(json!({})),
        "skipDocument" | "writeOff" => Some(json!({"reason": "not ours"})),
        "handledOutside" => Some(json!({"remote_number": "103001", "note": "by hand"})),
        "retrySeveral" | "skipSeveral" => Some(json!({"cause": "no_mapping", "reason": "no"})),
        "decideParty" => Some(json!({"create": true})),
        "askReconciliation" => Some(json!({"from": "2026-09-01", "to": "2026-09-30"})),
        "useApplication" => Some(json!({
            "system": "business_central", "environment": "production", "directory": "d.example",
            "client_id": "c", "client_secret": "s",
        })),
        _ => Some(Generator::new(document).value(schema)),
    }
}

#[tokio::test]
async fn another_companys_ids_answer_404_on_every_route_and_nothing_of_it_changes() {
    let books = Books::open().await;
    let ours = ours(&books).await;
    let api = Api::of(&ours.ada).await;
    let before = ours.seen(&api).await;
    let stranger = ours.app.stranger().await;
    let named = api.operations.iter().filter(|one| one.names_something() && !one.is_public());
    assert!(named.count() >= 20, "the table has lost its routes");
    for operation in &api.operations {
        // Signing out comes last, or the rest would be tried by nobody.
        if operation.id != "signOut" && operation.id != "setUp" {
            let body = body_for(operation, &api.document);
            try_as(&stranger, &ours, operation, body).await;
        }
    }
    let sign_out = api.operations.iter().find(|one| one.id == "signOut").expect("the route");
    try_as(&stranger, &ours, sign_out, None).await;
    assert_eq!(ours.seen(&api).await, before, "a stranger has changed something");
}

#[tokio::test]
async fn another_companys_key_finds_nothing_either() {
    let books = Books::open().await;
    let ours = ours(&books).await;
    let api = Api::of(&ours.ada).await;
    let before = ours.seen(&api).await;
    let stranger = ours.app.stranger().await;
    let scopes = json!({"name": "theirs", "scopes": [KeyScope::Documents, KeyScope::Catalog]});
    let issued = stranger.post("/api/v1/keys", &scopes).await.expect(201).json();
    let program = ours.app.visitor().with_key(issued["secret"].as_str().expect("a secret"));
    for operation in &api.operations {
        if !operation.is_public() {
            let body = body_for(operation, &api.document);
            try_as(&program, &ours, operation, body).await;
        }
    }
    assert_eq!(ours.seen(&api).await, before, "a stranger's key has changed something");
}

#[tokio::test]
async fn two_companies_may_use_the_same_ids() {
    let books = Books::open().await;
    let ours = ours(&books).await;
    let stranger = ours.app.stranger().await;
    let new = json!({"id": sample::SUBSIDIARY, "name": "Redline's own"});
    stranger.post("/api/v1/subsidiaries", &new).await.expect(201);
    let receipts = stranger.post("/api/v1/documents", &sample::load()).await.expect(200).json();
    assert_eq!(receipts[0]["outcome"], "created");
    assert_ne!(receipts[0]["id"], ours.document);
    assert_eq!(
        ours.ada.get("/api/v1/documents").await.json()["items"].as_array().unwrap().len(),
        1
    );
}
