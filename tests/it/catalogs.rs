//! The source's catalogue, whole each time.

use serde_json::json;
use waypost_core::api::KeyScope;
use waypost_tests::{TestApp, sample};

const PATH: &str = "/api/v1/subsidiaries/S-KF/catalog";

#[tokio::test]
async fn items_that_disappear_are_kept_as_retired_and_new_ones_are_named() {
    let app = TestApp::start().await;
    sample::add_subsidiary(&app.admin().await).await;
    let tms = app.program(&[KeyScope::Catalog]).await;
    let same = tms.put(PATH, &sample::catalog()).await.expect(200);
    assert_eq!(same.json()["version"], 1);

    let mut changed = sample::catalog();
    let gone = changed["fuel"].as_array_mut().unwrap().remove(0);
    let gone = format!("fuel.{}", gone["id"].as_str().unwrap());
    changed["fuel"].as_array_mut().unwrap().push(json!({"id": "hydrogen", "name": "Hydrogen"}));
    let state = tms.put(PATH, &changed).await.expect(200).json();
    assert_eq!(state["version"], 2);
    assert_eq!(state["retired"], json!([gone]));
    assert_eq!(state["added"], json!(["fuel.hydrogen"]));
    assert_eq!(tms.get(PATH).await.expect(200).json(), state);
}

#[tokio::test]
async fn a_writer_who_has_not_seen_the_newest_overwrites_nothing() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let reply = ada.if_match(7).put(PATH, &json!({})).await.refused(412, "changed_meanwhile");
    assert!(reply.detail().contains("version 1"), "{}", reply.detail());
    assert_eq!(ada.get(PATH).await.revision(), 1);
}

#[tokio::test]
async fn a_catalogue_is_read_as_strictly_as_a_file() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    for (body, path) in [
        (json!({"trip": [{"id": "a.b", "name": "Dotted"}]}), "trip[0].id"),
        (
            json!({"e_checks": [{"id": "a", "name": "A", "fee": {"min": "5"}}]}),
            "e_checks[0].fee.min",
        ),
    ] {
        let reply = ada.put(PATH, &body).await.refused(422, "unusable_value");
        assert_eq!(reply.json()["path"], path, "{}", reply.body);
    }
    let twice = json!({"fuel": [{"id": "d", "name": "D"}, {"id": "d", "name": "D"}]});
    ada.put(PATH, &twice).await.refused(422, "unusable_value");
    ada.put("/api/v1/subsidiaries/S-XX/catalog", &json!({})).await.refused(404, "not_found");
    assert_eq!(ada.get(PATH).await.revision(), 1);
}

#[tokio::test]
async fn a_subsidiary_without_a_catalogue_says_so() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    let new = json!({"id": "S-KB", "name": "Keystone Brokerage LLC"});
    ada.post("/api/v1/subsidiaries", &new).await.expect(201);
    let reply = ada.get("/api/v1/subsidiaries/S-KB/catalog").await.refused(404, "no_catalog");
    assert!(reply.detail().contains("Keystone Brokerage LLC"), "{}", reply.detail());
}
