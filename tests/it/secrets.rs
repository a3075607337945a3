//! T19: secrets are planted, the product is used, and then every log line, reply, audit entry and
//! byte of the database is searched for them.

use reqwest::Method;
use serde_json::json;
use waypost_tests::app::PASSWORD;
use waypost_tests::openapi::Api;
use waypost_tests::{Books, TestApp, books, logs, sample};

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
        if hay.windows(secret.len()).any(|piece| piece == secret.as_bytes()) {
            hits.push(format!("{name} in {what}"));
        }
    }
}

#[tokio::test]
async fn planted_secrets_are_found_nowhere() {
    let books = Books::open().await;
    let app = TestApp::with_books(&books).await;
    let code = app.setup_code().expect("a code");
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let wrong = json!({
        "system": "business_central", "environment": "production",
        "directory": "keystone-freight.example", "client_id": books::CLIENT_ID,
        "client_secret": "PLANTED-wrong-secret-7c1f",
    });
    let application = "/api/v1/subsidiaries/S-KF/connection/application";
    let refused = ada.put(application, &wrong).await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
    sample::connect(&ada).await;
    let begin = json!({"system": "business_central", "environment": "production"});
    let sign_in = "/api/v1/subsidiaries/S-KF/connection/sign-in";
    let address = ada.post(sign_in, &begin).await.expect(200).json();
    let address = url::Url::parse(address["url"].as_str().unwrap()).unwrap();
    let state = address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
    let callback = "/oauth/business-central/callback?code=PLANTED-code-99ab&state=";
    ada.get(&format!("{callback}{state}")).await.expect(303);
    let body = json!({"name": "TMS", "scopes": ["documents"]});
    let keyed = ada.with("idempotency-key", "issue");
    let issued = keyed.post("/api/v1/keys", &body).await.expect(201).json();
    let key = issued["secret"].as_str().unwrap().to_owned();
    let tms = app.visitor().with_key(&key);
    let receipts = tms.post("/api/v1/documents", &sample::load()).await.expect(200).json();
    let document = receipts[0]["id"].as_str().unwrap().to_owned();
    app.visitor().with_key("wp_PLANTED-wrong-key-51d0").get("/api/v1/documents").await.expect(401);
    app.sync().activate_once().await.expect("an activation");

    let session = ada.secrets().remove(0);
    let planted = [
        ("password", PASSWORD.to_owned()),
        ("one-time code", code.replace('-', "")),
        ("one-time code as printed", code),
        ("session token", session),
        ("API key", key),
        ("wrong API key", "wp_PLANTED-wrong-key-51d0".to_owned()),
        ("client secret", books::CLIENT_SECRET.to_owned()),
        ("wrong client secret", "PLANTED-wrong-secret-7c1f".to_owned()),
        ("authorisation code", "PLANTED-code-99ab".to_owned()),
        ("state of the sign-in", state),
        // Every access token of the sandbox is a JWT, every refresh token begins so.
        ("access token", "eyJ".to_owned()),
    ];
    let mut hits = Vec::new();
    search("the refusal", refused.body.as_bytes(), &planted, &mut hits);
    let ids = ["S-KF".to_owned(), document, issued["key"]["id"].as_str().unwrap().to_owned()];
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
