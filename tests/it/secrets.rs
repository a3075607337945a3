//! T19: secrets are planted, the product is used, and then every log line, reply, audit entry and
//! byte of the database is searched for them.

use reqwest::Method;
use serde_json::json;
use waypost_tests::app::PASSWORD;
use waypost_tests::openapi::Api;
use waypost_tests::receiver::Receiver;
use waypost_tests::{Books, Client, TestApp, books, logs, sample};

use crate::mappings::mapping_for;
use crate::sign_in::fill_in;

/// Everything that the server answered, beside the answers that hand a secret over.
async fn replies(app: &TestApp, ids: &[String]) -> Vec<(String, String)> {
    let ada = app.visitor().signed_in_as("ada@keystone.example").await;
    let api = Api::of(&ada).await;
    let mut replies = Vec::new();
    for operation in api.operations.iter().filter(|one| one.method == Method::GET) {
        for id in ids {
            let reply = ada.get(&operation.path_with(id)).await;
            let headers = format!("{:?}", reply.headers);
            replies.push((reply.asked.clone(), headers + &reply.body));
        }
    }
    replies
}

fn search(what: &str, hay: &[u8], planted: &[(&str, String)], hits: &mut Vec<String>) {
    for (name, secret) in planted {
        if memchr::memmem::find(hay, secret.as_bytes()).is_some() {
            hits.push(format!("{name} in {what}"));
        }
    }
}

const WRONG_SECRET: &str = "PLANTED-wrong-secret-7c1f";
const WRONG_KEY: &str = "wp_PLANTED-wrong-key-51d0";
const FORGED_CODE: &str = "PLANTED-code-99ab";
const CONNECTION: &str = "/api/v1/subsidiaries/S-KF/connection";

/// Uses what takes or makes a secret, rightly and wrongly. Answers the secrets that came up.
async fn sign_in_everywhere(ada: &Client, books: &Books) -> Vec<(&'static str, String)> {
    let wrong = json!({
        "system": "business_central", "environment": "production",
        "directory": "keystone-freight.example", "client_id": books::CLIENT_ID,
        "client_secret": WRONG_SECRET,
    });
    let refused = ada.put(&format!("{CONNECTION}/application"), &wrong).await;
    let refused = refused.refused(422, "wrong_secret");
    assert!(!refused.body.contains(WRONG_SECRET), "{}", refused.body);
    sample::connect(ada).await;

    let begin = json!({"system": "business_central", "environment": "production"});
    let address = ada.post(&format!("{CONNECTION}/sign-in"), &begin).await.expect(200).json();
    let address = address["url"].as_str().expect("an address");
    let callback = "/oauth/business-central/callback?code=";
    ada.get(&format!("{callback}{FORGED_CODE}&state=guessed")).await.expect(303);
    let (state, code) = fill_in(address, "dana@keystone-freight.example", "sandbox-dana").await;
    let back = ada.get(&format!("{callback}{code}&state={state}")).await.expect(303);
    assert_eq!(back.headers["location"], "/subsidiaries/S-KF/connect");

    let tap = books.tap.as_ref().expect("a tapped line");
    let mut planted = vec![("state of the sign-in", state), ("authorisation code", code)];
    for field in ["access_token", "refresh_token"] {
        let tokens = tap.values_of(field);
        assert!(!tokens.is_empty(), "no {field} was overheard, so none can be searched for");
        planted.extend(tokens.into_iter().map(|token| ("token of the books", token)));
    }
    planted
}

/// Submits the mapping and lets the worker post.
async fn post(app: &TestApp, ada: &Client) {
    let mapping = mapping_for(ada).await;
    let path = "/api/v1/subsidiaries/S-KF/mapping";
    ada.if_match(0).put(&format!("{path}/draft"), &mapping).await.expect(200);
    ada.if_match(1).post(&format!("{path}/submit"), &json!({})).await.expect(200);
    app.sync().activate_once().await.expect("an activation");
}

#[tokio::test]
async fn planted_secrets_are_found_nowhere() {
    let books = Books::overheard().await;
    let app = TestApp::with_books(&books).await;
    let code = app.setup_code().expect("a code");
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let mut planted = sign_in_everywhere(&ada, &books).await;

    let body = json!({"name": "TMS", "scopes": ["documents"]});
    let issued = ada.with("idempotency-key", "issue").post("/api/v1/keys", &body).await.expect(201);
    let key = issued.json()["secret"].as_str().expect("a secret").to_owned();
    let tms = app.visitor().with_key(&key);
    let receiver = Receiver::open().await;
    let new = json!({"url": receiver.url()});
    let added = ada.with("idempotency-key", "add").post("/api/v1/webhooks", &new).await;
    let added = added.expect(201).json();
    let whsec = added["secret"].as_str().expect("a secret").to_owned();
    let webhook = added["webhook"]["id"].as_str().expect("an id").to_owned();
    let receipts = tms.post("/api/v1/documents", &sample::load()).await.expect(200).json();
    let document = receipts[0]["id"].as_str().expect("an id").to_owned();
    app.visitor().with_key(WRONG_KEY).get("/api/v1/documents").await.expect(401);
    post(&app, &ada).await;
    let posted = receiver.wait_for(1).await.remove(0);
    assert!(posted.is_signed(&whsec), "{posted:?}");
    let detail = ada.get(&format!("/api/v1/documents/{document}")).await.json();
    assert!(!detail["attempts"].as_array().expect("attempts").is_empty(), "nothing was sent");

    planted.extend([
        ("password", PASSWORD.to_owned()),
        ("one-time code", code.replace('-', "")),
        ("one-time code as printed", code),
        ("session token", ada.secrets().remove(0)),
        ("API key", key),
        ("secret of a webhook", whsec.trim_start_matches("whsec_").to_owned()),
        ("signature of a webhook", posted.signature),
        ("verifier token", books::VERIFIER_TOKEN.to_owned()),
        ("wrong API key", WRONG_KEY.to_owned()),
        ("client secret", books::CLIENT_SECRET.to_owned()),
        ("wrong client secret", WRONG_SECRET.to_owned()),
        ("forged code", FORGED_CODE.to_owned()),
    ]);
    let mut hits = Vec::new();
    let ids = ["S-KF".to_owned(), document, webhook];
    for (asked, text) in replies(&app, &ids).await {
        search(&asked, text.as_bytes(), &planted, &mut hits);
    }
    let log = logs::so_far();
    assert!(log.contains("answered"), "the log was not kept, so nothing was searched");
    search("the log", log.as_bytes(), &planted, &mut hits);
    for file in app.files() {
        let bytes = std::fs::read(&file).expect("a file");
        search(&file.display().to_string(), &bytes, &planted, &mut hits);
    }
    assert!(hits.is_empty(), "{hits:#?}");
}

/// The search itself finds what is there: a document's number stands in the database's files.
#[tokio::test]
async fn the_search_finds_what_is_not_secret() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    let mut hits = Vec::new();
    for file in app.files() {
        let bytes = std::fs::read(&file).expect("a file");
        search("the database", &bytes, &[("number", "REF-1002345".to_owned())], &mut hits);
    }
    assert!(!hits.is_empty());
}
