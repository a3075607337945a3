//! API keys, and writes that are sent twice.

use serde_json::{Value, json};
use waypost_core::api::KeyScope;
use waypost_tests::{TestApp, sample};

#[tokio::test]
async fn a_key_opens_what_its_scope_says_until_it_is_revoked() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let program = app.program(&[KeyScope::Documents]).await;
    program.get("/api/v1/documents").await.expect(200);

    let keys = ada.get("/api/v1/keys").await.expect(200).json();
    let key = &keys["items"][0];
    assert!(key["used_at"].is_string(), "{key}");
    assert!(key.get("secret").is_none() && keys.to_string().len() < 400, "{keys}");

    let id = key["id"].as_str().unwrap();
    ada.delete(&format!("/api/v1/keys/{id}")).await.expect(204);
    program.get("/api/v1/documents").await.refused(401, "sign_in_required");
    ada.delete(&format!("/api/v1/keys/{id}")).await.refused(404, "not_found");
}

#[tokio::test]
async fn a_key_without_scopes_or_name_is_not_issued() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    for (body, path) in [
        (json!({"name": "TMS", "scopes": []}), "scopes"),
        (json!({"name": " ", "scopes": ["documents"]}), "name"),
    ] {
        let reply = ada.post("/api/v1/keys", &body).await.refused(422, "unusable_value");
        assert_eq!(reply.json()["path"], path);
    }
    let unknown = json!({"name": "TMS", "scopes": ["payments"]});
    let reply = ada.post("/api/v1/keys", &unknown).await.refused(422, "unusable_value");
    assert_eq!(reply.json()["path"], "scopes[0]");
}

#[tokio::test]
async fn a_write_that_is_sent_again_is_answered_again_and_done_once() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    let again = ada.with("idempotency-key", "add-kf-1");
    let new = json!({"id": "S-KF", "name": "Keystone Freight LLC"});
    let first = again.post("/api/v1/subsidiaries", &new).await.expect(201);
    let second = again.post("/api/v1/subsidiaries", &new).await.expect(201);
    assert_eq!(first.json(), second.json());
    // Without the key the second one is a second one.
    ada.post("/api/v1/subsidiaries", &new).await.refused(409, "subsidiary_exists");

    let other = json!({"id": "S-KB", "name": "Keystone Brokerage LLC"});
    let reply = again.post("/api/v1/subsidiaries", &other).await;
    reply.refused(422, "idempotency_key_reused");
    let long = ada.with("idempotency-key", &"x".repeat(201));
    long.post("/api/v1/subsidiaries", &other).await.refused(400, "unusable_idempotency_key");
    let list: Value = ada.get("/api/v1/subsidiaries").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_idempotency_key_belongs_to_one_company() {
    let app = TestApp::start().await;
    let ada = app.admin().await.with("idempotency-key", "the-same");
    let stranger = app.stranger().await.with("idempotency-key", "the-same");
    let body = json!({"id": "S-1", "name": "One"});
    ada.post("/api/v1/subsidiaries", &body).await.expect(201);
    let body = json!({"id": "S-2", "name": "Two"});
    let reply = stranger.post("/api/v1/subsidiaries", &body).await.expect(201);
    assert_eq!(reply.json()["id"], "S-2");
}

#[tokio::test]
async fn the_secret_of_a_key_is_shown_once_even_to_the_same_request() {
    let app = TestApp::start().await;
    let ada = app.admin().await.with("idempotency-key", "issue-1");
    let body = json!({"name": "TMS", "scopes": ["documents"]});
    let issued = ada.post("/api/v1/keys", &body).await.expect(201).json();
    let reply = ada.post("/api/v1/keys", &body).await.refused(409, "key_shown_once");
    assert!(!reply.body.contains(issued["secret"].as_str().unwrap()));
    let keys = ada.get("/api/v1/keys").await.json();
    assert_eq!(keys["items"].as_array().unwrap().len(), 1);
}
