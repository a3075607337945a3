//! What the documents of late carry, for whoever edits the mapping.

use std::sync::Arc;

use serde_json::{Value, json};
use waypost_tests::app::Setup;
use waypost_tests::clock::TestClock;
use waypost_tests::{Client, TestApp, sample};

const TURNOVER: &str = "/api/v1/subsidiaries/S-KF/mapping/turnover";

async fn keystone(day: &str) -> (TestApp, Client) {
    let clock = Arc::new(TestClock::at(day.parse().expect("a time")));
    let app = TestApp::start_with(Setup { clock, ..Setup::default() }, None).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    (app, ada)
}

async fn carried(ada: &Client, slot: &str) -> Option<Value> {
    let turnover = ada.get(TURNOVER).await.expect(200).json();
    let rows = turnover["carried"].as_array().expect("a list");
    rows.iter().find(|row| row["slot"] == slot).cloned()
}

#[tokio::test]
async fn what_waits_is_told_line_item_by_line_item_to_the_cent() {
    let (_app, ada) = keystone("2026-09-20T08:00:00Z").await;
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    ada.post("/api/v1/documents", &json!(sample::bills())).await.expect(200);
    let turnover = ada.get(TURNOVER).await.expect(200).json();
    assert_eq!(turnover["since"], "2026-08-21");
    assert_eq!((&turnover["documents"], &turnover["whole"]), (&json!(4), &json!(true)));
    assert_eq!(
        carried(&ada, "load.items.fuel_surcharge").await.expect("the surcharge"),
        json!({
            "slot": "load.items.fuel_surcharge", "currency": "USD",
            "waiting": {"lines": 1, "documents": 1, "amount": "401.12"},
            "sent": {"lines": 0, "documents": 0, "amount": "0.00"},
        })
    );
    let control = carried(&ada, "defaults.accounts_receivable").await.expect("the invoice");
    assert_eq!(control["waiting"]["amount"], sample::load()["total"]);
}

#[tokio::test]
async fn an_old_document_counts_for_as_long_as_it_waits() {
    let (_app, ada) = keystone("2026-12-24T08:00:00Z").await;
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    assert!(carried(&ada, "load.items.fuel_surcharge").await.is_some());
}

/// More documents than are read at once are all added up, each once.
#[tokio::test]
async fn pages_of_documents_are_added_up_whole() {
    let (_app, ada) = keystone("2026-09-20T08:00:00Z").await;
    let many: Vec<Value> = (0..620)
        .map(|number| {
            let mut load = sample::load();
            load["id"] = json!(format!("REF-{number}"));
            load["number"] = json!(format!("REF-{number}"));
            load
        })
        .collect();
    ada.post("/api/v1/documents", &json!(many)).await.expect(200);
    let surcharge = carried(&ada, "load.items.fuel_surcharge").await.expect("the surcharge");
    assert_eq!(
        surcharge["waiting"],
        json!({"lines": 620, "documents": 620, "amount": "248694.40"})
    );
}
