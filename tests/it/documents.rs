//! The source hands documents in.

use serde_json::{Value, json};
use waypost_core::api::KeyScope;
use waypost_tests::{Books, Client, TestApp, sample};

use crate::mappings::mapping_for;

async fn keystone() -> (TestApp, Client) {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    (app, ada)
}

async fn push(client: &Client, body: &Value) -> Vec<Value> {
    client.post("/api/v1/documents", body).await.expect(200).read()
}

async fn listed(client: &Client, query: &str) -> Vec<Value> {
    let page = client.get(&format!("/api/v1/documents{query}")).await.expect(200).json();
    page["items"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn one_document_or_many_are_taken_in_with_a_receipt_each_in_order() {
    let (app, _) = keystone().await;
    let tms = app.program(&[KeyScope::Documents]).await;
    let one = push(&tms, &sample::load()).await;
    assert_eq!((one.len(), &one[0]["outcome"]), (1, &json!("created")));

    let many = push(&tms, &json!(sample::bills())).await;
    let ids: Vec<&Value> = many.iter().map(|receipt| &receipt["document"]).collect();
    assert_eq!(ids, ["T-1002345-1", "PS-24-0931", "T-1002388-1"]);
    assert_eq!(listed(&tms, "").await.len(), 4);
}

#[tokio::test]
async fn the_same_document_again_changes_nothing() {
    let (_app, ada) = keystone().await;
    let first = push(&ada, &sample::load()).await;
    let before = listed(&ada, "").await;
    // The order of fields and the white space are not content.
    let text = serde_json::to_string_pretty(&sample::load()).unwrap();
    let path = "/api/v1/documents";
    let again: Vec<Value> =
        ada.send(reqwest::Method::POST, path, Some(text.into())).await.expect(200).read();
    assert_eq!(again[0]["outcome"], "unchanged");
    assert_eq!(again[0]["id"], first[0]["id"]);
    assert_eq!(listed(&ada, "").await, before);
}

#[tokio::test]
async fn a_document_that_was_not_sent_yet_is_replaced_by_its_new_content() {
    let (_app, ada) = keystone().await;
    let id = push(&ada, &sample::load()).await[0]["id"].clone();
    let mut changed = sample::load();
    changed["reference"] = json!("PO 77121");
    changed["party"]["name"] = json!("Blue Ridge Foods LLC");
    let receipt = push(&ada, &changed).await.remove(0);
    assert_eq!((&receipt["outcome"], &receipt["id"]), (&json!("replaced"), &id));

    let detail = ada.get(&format!("/api/v1/documents/{}", id.as_str().unwrap())).await.json();
    assert_eq!(detail["document"]["reference"], "PO 77121");
    assert_eq!(detail["row"]["party"], "Blue Ridge Foods LLC");
    assert_eq!(listed(&ada, "").await.len(), 1);
}

/// R45, in Business Central: what was posted stays, and a person decides.
#[tokio::test]
async fn a_posted_document_that_changes_at_the_source_is_shown_as_a_difference() {
    let books = Books::open().await;
    let app = TestApp::with_books(&books).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    sample::connect(&ada).await;
    let mapping = "/api/v1/subsidiaries/S-KF/mapping";
    let chosen = mapping_for(&ada).await;
    ada.if_match(0).put(&format!("{mapping}/draft"), &chosen).await.expect(200);
    ada.if_match(1).post(&format!("{mapping}/submit"), &json!({})).await.expect(200);
    let id = push(&ada, &sample::load()).await[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/documents/{id}");
    app.sync().activate_once().await.expect("an activation");
    assert_eq!(ada.get(&path).await.json()["row"]["state"], "posted");

    let mut changed = sample::load();
    changed["reference"] = json!("PO 77121");
    let receipt = push(&ada, &changed).await.remove(0);
    assert_eq!((&receipt["outcome"], &receipt["state"]), (&json!("differs"), &json!("needs_you")));
    let detail = ada.get(&path).await.json();
    assert_eq!(detail["row"]["reason"], "posted_differs");
    assert_eq!(detail["document"]["reference"], "PO 77121");
    assert_eq!(detail["posted_document"]["reference"], sample::load()["reference"]);
    assert_eq!(detail["difference"]["fields"][0]["field"], "reference");
    assert_eq!(detail["difference"]["lines"], json!([]), "no money changed");

    // The former content again settles it.
    assert_eq!(push(&ada, &sample::load()).await[0]["state"], "posted");
    assert_eq!(ada.get(&path).await.json()["posted_document"], json!(null));
}

#[tokio::test]
async fn fields_that_this_version_does_not_know_are_kept() {
    let (_app, ada) = keystone().await;
    let mut load = sample::load();
    load["dispatcher"] = json!({"name": "Kim", "desk": 4});
    load["lines"][0]["stop"] = json!(2);
    let id = push(&ada, &load).await[0]["id"].as_str().unwrap().to_owned();
    let detail = ada.get(&format!("/api/v1/documents/{id}")).await.json();
    assert_eq!(detail["document"]["dispatcher"], load["dispatcher"]);
    assert_eq!(detail["document"]["lines"][0]["stop"], 2);
}

/// Edge case 49.
#[tokio::test]
async fn a_document_for_a_subsidiary_without_connection_waits_and_names_it() {
    let (_app, ada) = keystone().await;
    let receipt = push(&ada, &sample::load()).await.remove(0);
    assert_eq!(receipt["state"], "needs_you");
    let row = listed(&ada, "?state=needs_you").await.remove(0);
    assert_eq!(row["reason"], "no_connection");
    let message = row["message"].as_str().unwrap();
    assert!(message.contains("Keystone Freight LLC"), "{message}");
    let counts = ada.get("/api/v1/subsidiaries/S-KF").await.json()["counts"].clone();
    assert_eq!(counts["needs_you"], 1);

    // Trying again before it is connected changes nothing about that.
    let id = row["id"].as_str().unwrap();
    let row = ada.post(&format!("/api/v1/documents/{id}/retry"), &json!({})).await.expect(200);
    assert_eq!(row.json()["reason"], "no_connection");
}

/// Edge case 53.
#[tokio::test]
async fn the_same_document_under_a_second_origin_is_held_and_names_the_first() {
    let (_app, ada) = keystone().await;
    push(&ada, &sample::load()).await;
    let mut second = sample::load();
    second["origin"] = json!("batch_invoicing");
    let receipt = push(&ada, &second).await.remove(0);
    assert_eq!((&receipt["outcome"], &receipt["state"]), (&json!("created"), &json!("needs_you")));
    let message = receipt["message"].as_str().unwrap();
    assert!(message.contains("origin load"), "{message}");

    // A retry does not let it through, and neither does a new content.
    let id = receipt["id"].as_str().unwrap();
    let row = ada.post(&format!("/api/v1/documents/{id}/retry"), &json!({})).await.expect(200);
    assert_eq!(row.json()["reason"], "duplicate_document");
    second["reference"] = json!("PO 1");
    assert_eq!(push(&ada, &second).await[0]["state"], "needs_you");
    let held = ada.get(&format!("/api/v1/documents/{id}")).await.json();
    assert_eq!(held["row"]["reason"], "duplicate_document");
}

#[tokio::test]
async fn one_unusable_document_refuses_its_request_and_nothing_is_stored() {
    let (_app, ada) = keystone().await;
    let refused = |at: &str, value: Value, status: u16, code: &'static str, path: &'static str| {
        let mut many = json!([sample::load(), sample::bills()[0]]);
        *many.pointer_mut(at).expect("a field") = value;
        let ada = ada.clone();
        async move {
            let reply = ada.post("/api/v1/documents", &many).await.refused(status, code);
            assert_eq!(reply.json()["path"], path, "{}", reply.body);
            assert!(reply.detail().contains("Nothing was stored"), "{}", reply.detail());
        }
    };
    refused("/1/lines/0/amount", json!("12,50"), 422, "unusable_value", "[1].lines[0].amount")
        .await;
    refused(
        "/1/lines/0/category",
        json!("parking"),
        422,
        "unusable_value",
        "[1].lines[0].category",
    )
    .await;
    refused("/0/date", json!("2026-02-30"), 422, "unusable_value", "[0].date").await;
    refused("/1/subsidiary", json!("S-XX"), 422, "unknown_subsidiary", "[1].subsidiary").await;
    assert_eq!(listed(&ada, "").await.len(), 0);

    let mut one = sample::load();
    one["lines"][2]["amount"] = json!(45);
    let reply = ada.post("/api/v1/documents", &one).await.refused(422, "unusable_value");
    assert_eq!(reply.json()["path"], "lines[2].amount");
}

/// R24: a fee without amount needs the catalogue.
#[tokio::test]
async fn a_fee_that_nothing_gives_is_refused_with_its_line() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    let new = json!({"id": "S-KF", "name": "Keystone Freight LLC"});
    ada.post("/api/v1/subsidiaries", &new).await.expect(201);
    let mut bill = sample::bills()[0].clone();
    let lines = bill["lines"].as_array_mut().unwrap();
    let fee =
        json!({"id": "99", "category": "e_check", "part": "fee", "item": "advance", "of": "1"});
    lines.push(fee);
    bill.as_object_mut().unwrap().remove("total");
    let reply = ada.post("/api/v1/documents", &json!([bill])).await;
    let reply = reply.refused(422, "unusable_value");
    assert!(reply.json()["path"].as_str().unwrap().starts_with("[0].lines["), "{}", reply.body);
}

#[tokio::test]
async fn a_thousand_documents_fit_in_a_request_and_one_more_does_not() {
    let (_app, ada) = keystone().await;
    let numbered = |number: usize| {
        let mut load = sample::load();
        load["id"] = json!(format!("REF-{number}"));
        load
    };
    let many: Vec<Value> = (0..1001).map(numbered).collect();
    ada.post("/api/v1/documents", &json!(many)).await.refused(422, "too_many_documents");
    assert_eq!(push(&ada, &json!(many[..1000])).await.len(), 1000);
}

#[tokio::test]
async fn the_list_narrows_and_pages_without_losing_or_repeating_one() {
    let (_app, ada) = keystone().await;
    push(&ada, &sample::load()).await;
    push(&ada, &json!(sample::bills())).await;
    assert_eq!(listed(&ada, "?kind=invoice").await.len(), 1);
    assert_eq!(listed(&ada, "?q=blue%20ridge").await.len(), 1);
    assert_eq!(listed(&ada, "?q=%25").await.len(), 0);
    assert_eq!(listed(&ada, "?subsidiary=S-KF&state=waiting,needs_you").await.len(), 4);
    assert_eq!(listed(&ada, "?subsidiary=S-XX").await.len(), 0);

    let mut seen = Vec::new();
    let mut next = Some(String::new());
    while let Some(cursor) = next {
        let page = ada.get(&format!("/api/v1/documents?limit=1{cursor}")).await.expect(200).json();
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|row| row["document"].to_string()),
        );
        next = page["next"].as_str().map(|next| format!("&cursor={next}"));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 4);
    ada.get("/api/v1/documents?state=lost").await.refused(400, "unusable_parameter");
}
