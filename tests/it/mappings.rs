//! A mapping is drafted, done, submitted; nobody's work is undone on the way.

use serde_json::json;
use waypost_core::api::Role;
use waypost_tests::{Books, Client, TestApp, sample};

const MAPPING: &str = "/api/v1/subsidiaries/S-KF/mapping";
const DRAFT: &str = "/api/v1/subsidiaries/S-KF/mapping/draft";
const SUBMIT: &str = "/api/v1/subsidiaries/S-KF/mapping/submit";

async fn connected(books: &Books) -> (TestApp, Client) {
    let app = TestApp::with_books(books).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    sample::connect(&ada).await;
    (app, ada)
}

/// The sample's mapping, with the ids that these books gave their accounts.
pub(crate) async fn mapping_for(ada: &Client) -> serde_json::Value {
    let chart = ada.get("/api/v1/subsidiaries/S-KF/connection/chart").await.expect(200).json();
    let mut text = sample::mapping().to_string();
    for account in sample::chart()["accounts"].as_array().expect("accounts") {
        let number = &account["number"];
        let here = chart["accounts"].as_array().expect("accounts");
        if let Some(same) = here.iter().find(|one| one["number"] == *number) {
            text = text.replace(&account["id"].to_string(), &same["id"].to_string());
        }
    }
    serde_json::from_str(&text).expect("a mapping")
}

#[tokio::test]
async fn a_draft_becomes_done_and_then_the_version_that_posts() {
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let state = ada.get(MAPPING).await.expect(200);
    assert_eq!(state.revision(), 0);
    assert_eq!(state.json()["active"], json!(null));

    let mapping = mapping_for(&ada).await;
    let draft = ada.if_match(0).put(DRAFT, &mapping).await.expect(200);
    assert_eq!((draft.revision(), &draft.json()["saved_by"]), (1, &json!("Ada Reyes")));
    let done = ada.if_match(1).post(&format!("{MAPPING}/done"), &json!({})).await.expect(200);
    assert_eq!((done.revision(), &done.json()["done"]), (2, &json!(true)));
    let version = ada.if_match(2).post(SUBMIT, &json!({})).await.expect(200).json();
    assert_eq!((&version["version"], &version["mapping"]), (&json!(1), &draft.json()["mapping"]));

    let connection = ada.get("/api/v1/subsidiaries/S-KF/connection").await.json();
    assert_eq!(connection["state"], "active");
    let versions = ada.get(&format!("{MAPPING}/versions")).await.expect(200).json();
    assert_eq!(versions["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_mapping_with_errors_is_not_activated_and_every_error_is_named() {
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let mut mapping = mapping_for(&ada).await;
    mapping["defaults"]["revenue"] = mapping["defaults"]["expense"].clone();
    let draft = ada.if_match(0).put(DRAFT, &mapping).await.expect(200).json();
    let errors = draft["findings"].as_array().unwrap().iter();
    assert!(errors.clone().any(|one| one["code"] == "wrong_class"), "{}", draft["findings"]);

    let reply = ada.if_match(1).post(SUBMIT, &json!({})).await.refused(422, "mapping_has_errors");
    let findings = reply.json()["findings"].clone();
    assert!(findings.as_array().unwrap().iter().any(|one| one["slot"] == "defaults.revenue"));
    assert_eq!(ada.get(MAPPING).await.json()["active"], json!(null));
}

/// T13.
#[tokio::test]
async fn two_people_edit_and_the_second_is_told_instead_of_undoing_the_first() {
    let books = Books::open().await;
    let (app, ada) = connected(&books).await;
    let mel = app.person(Role::Mapper).await;
    let mapping = mapping_for(&ada).await;
    mel.if_match(0).put(DRAFT, &mapping).await.expect(200);
    let reply = ada.if_match(0).put(DRAFT, &json!({})).await.refused(412, "draft_changed");
    assert!(reply.detail().contains("A Mapper"), "{}", reply.detail());
    ada.put(DRAFT, &json!({})).await.refused(428, "if_match_missing");
    ada.if_match(0).post(SUBMIT, &json!({})).await.refused(412, "draft_changed");
    let kept = ada.get(MAPPING).await;
    assert_eq!(kept.revision(), 1);
    assert_eq!(kept.json()["draft"]["mapping"]["defaults"], mapping["defaults"]);
}

/// Unknown fields of a newer version stay where they were, at every depth.
#[tokio::test]
async fn a_newer_mapping_keeps_its_unknown_fields_from_draft_to_version() {
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let mut mapping = mapping_for(&ada).await;
    let depths = [
        "",
        "/defaults",
        "/load",
        "/accessorials/default",
        "/accessorials/items/detention",
        "/tolls",
        "/customer_payments",
    ];
    for path in depths {
        mapping.pointer_mut(path).unwrap()["of_a_later_version"] =
            json!({"deep": [1, null, "2.50"]});
    }
    let kept = |answered: &serde_json::Value| {
        for path in depths {
            let place = answered.pointer(path).unwrap_or_else(|| panic!("{path} in {answered}"));
            assert_eq!(place["of_a_later_version"], json!({"deep": [1, null, "2.50"]}), "{path:?}");
        }
    };
    kept(&ada.if_match(0).put(DRAFT, &mapping).await.expect(200).json()["mapping"]);
    let mut loaded = ada.get(MAPPING).await.expect(200).json()["draft"]["mapping"].clone();
    kept(&loaded);
    loaded["accessorials"]["items"]["detention"]["revenue"] = json!(null);
    ada.if_match(1).put(DRAFT, &loaded).await.expect(200);
    kept(&ada.if_match(2).post(SUBMIT, &json!({})).await.expect(200).json()["mapping"]);
    kept(&ada.get(MAPPING).await.json()["active"]["mapping"]);
    kept(&ada.get(&format!("{MAPPING}/versions")).await.json()["items"][0]["mapping"]);
}

#[tokio::test]
async fn dropping_the_draft_goes_back_to_what_posts() {
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let mapping = mapping_for(&ada).await;
    ada.if_match(0).put(DRAFT, &mapping).await.expect(200);
    let version = ada.if_match(1).post(SUBMIT, &json!({})).await.expect(200).json();
    ada.if_match(2).put(DRAFT, &json!({})).await.expect(200);
    let back = ada.delete(DRAFT).await.expect(200).json();
    assert_eq!(back["mapping"], version["mapping"]);
    assert_eq!(back["done"], false);
}

#[tokio::test]
async fn nothing_is_submitted_before_there_is_a_chart_to_check_it_against() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    ada.get(MAPPING).await.refused(404, "no_connection");
    let begin = json!({"system": "business_central", "environment": "production"});
    let path = "/api/v1/subsidiaries/S-KF/connection/sign-in";
    let address = ada.post(path, &begin).await.expect(200).json();
    assert!(address["url"].as_str().unwrap().contains("code_challenge"), "{address}");
    ada.if_match(0).put(DRAFT, &sample::mapping()).await.expect(200);
    ada.if_match(1).post(SUBMIT, &json!({})).await.refused(409, "company_missing");
}

#[tokio::test]
async fn case_39_while_the_chart_cannot_be_read_the_last_one_checks_the_mapping() {
    let connection = "/api/v1/subsidiaries/S-KF/connection";
    let chart = format!("{connection}/chart");
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let mut mapping = mapping_for(&ada).await;
    let saved = ada.if_match(0).put(DRAFT, &mapping).await.expect(200).json();
    let before = ada.get(connection).await.expect(200).json();

    let away = json!({"path": "/accounts", "kind": "status", "status": 503, "times": 100});
    books.ask("POST", "faults", &away).await;
    ada.post(&chart, &json!({})).await.refused(502, "remote_unavailable");
    let after = ada.get(connection).await.expect(200).json();
    assert_eq!(after["chart_fetched_at"], before["chart_fetched_at"], "as of then");
    let why = after["chart_trouble"].as_str().expect("why it is not newer");
    assert!(why.contains("The tenant is not available"), "{why}");

    let kept = ada.get(MAPPING).await.expect(200).json();
    assert_eq!(kept["draft"], saved, "nothing of the mapping is gone");
    let revenue = mapping["defaults"]["revenue"].take();
    mapping["defaults"]["revenue"] = mapping["defaults"]["expense"].clone();
    ada.if_match(1).put(DRAFT, &mapping).await.expect(200);
    ada.if_match(2).post(SUBMIT, &json!({})).await.refused(422, "mapping_has_errors");
    mapping["defaults"]["revenue"] = revenue;
    ada.if_match(2).put(DRAFT, &mapping).await.expect(200);
    ada.if_match(3).post(SUBMIT, &json!({})).await.expect(200);

    books.ask("DELETE", "faults", &json!(null)).await;
    ada.post(&chart, &json!({})).await.expect(200);
    assert_eq!(ada.get(connection).await.json()["chart_trouble"], json!(null));
}

#[tokio::test]
async fn settings_change_for_who_has_seen_the_newest_alone() {
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let path = "/api/v1/subsidiaries/S-KF/connection/settings";
    let seen = ada.get("/api/v1/subsidiaries/S-KF/connection").await.revision();
    let settings = json!({"exclude_w2_statements": true, "go_live": "2026-09-01"});
    let changed = ada.if_match(seen).put(path, &settings).await.expect(200);
    assert_eq!(changed.json()["settings"]["go_live"], "2026-09-01");
    assert!(changed.revision() > seen);
    ada.if_match(seen).put(path, &settings).await.refused(412, "changed_meanwhile");
    ada.put(path, &settings).await.refused(428, "if_match_missing");
    let wrong = json!({"negative_documents": "ignore"});
    let reply = ada.if_match(changed.revision()).put(path, &wrong).await;
    assert_eq!(reply.refused(422, "unusable_value").json()["path"], "negative_documents");
}

#[tokio::test]
async fn who_changed_what_stands_in_the_audit_log() {
    let books = Books::open().await;
    let (app, ada) = connected(&books).await;
    let mapping = mapping_for(&ada).await;
    ada.if_match(0).put(DRAFT, &mapping).await.expect(200);
    ada.if_match(1).post(SUBMIT, &json!({})).await.expect(200);
    let mut db = app.store.read().await.unwrap();
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT action, actor FROM audit ORDER BY rowid")
            .fetch_all(&mut *db)
            .await
            .unwrap();
    let actions: Vec<&str> = rows.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "subsidiary.add",
            "catalog.put",
            "connection.use_application",
            "connection.choose_company",
            "mapping.save_draft",
            "mapping.submit",
        ]
    );
    assert!(rows.iter().all(|(_, actor)| actor.starts_with("Ada Reyes (usr_")), "{rows:?}");
}

#[tokio::test]
async fn what_was_done_is_listed_newest_first_with_the_slots_that_it_changed() {
    let books = Books::open().await;
    let (_app, ada) = connected(&books).await;
    let mut mapping = mapping_for(&ada).await;
    ada.if_match(0).put(DRAFT, &mapping).await.expect(200);
    let diesel = mapping["fuel"]["items"]["diesel"].take();
    ada.if_match(1).put(DRAFT, &mapping).await.expect(200);
    let page = ada.get("/api/v1/subsidiaries/S-KF/deeds?limit=2").await.expect(200).json();
    let [last, first] = page["items"].as_array().expect("deeds").as_slice() else {
        panic!("{page}");
    };
    assert_eq!(last["action"], "mapping.save_draft");
    let change = json!([{"slot": "fuel.items.diesel", "was": diesel, "is": null}]);
    assert_eq!(last["slots"], change);
    assert!(first["slots"].as_array().expect("slots").len() > 10, "{first}");
    let next = page["next"].as_str().expect("more").replace(' ', "%20");
    let path = format!("/api/v1/subsidiaries/S-KF/deeds?cursor={next}");
    let rest = ada.get(&path).await.expect(200).json();
    assert_eq!(rest["items"][0]["action"], "connection.choose_company", "{rest}");
}
