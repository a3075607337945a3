//! What the books changed under a mapping is told at once, and until somebody has seen it (R15).

use serde_json::{Value, json};
use waypost_tests::desk::COMPANY;
use waypost_tests::{Books, Client, Office, TestApp, sample};

use crate::mappings::mapping_for;

const CHART: &str = "/api/v1/subsidiaries/S-KF/connection/chart";
const CHANGES: &str = "/api/v1/subsidiaries/S-KF/connection/chart/changes";

async fn mapped(books: &Books) -> (TestApp, Client) {
    let app = TestApp::with_books(books).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    sample::connect(&ada).await;
    let mapping = mapping_for(&ada).await;
    let path = "/api/v1/subsidiaries/S-KF/mapping/draft";
    ada.if_match(0).put(path, &mapping).await.expect(200);
    (app, ada)
}

async fn block(books: &Books, number: &str, blocked: bool) {
    let url = format!("{}/accounts/{COMPANY}/{number}", books.sandbox.control());
    let reply = reqwest::Client::new().post(url).json(&json!({"blocked": blocked})).send().await;
    assert!(reply.expect("the sandbox").status().is_success());
}

async fn changes(ada: &Client) -> Vec<Value> {
    ada.get(CHANGES).await.expect(200).read()
}

#[tokio::test]
async fn a_blocked_account_is_told_with_its_lines_and_the_documents_that_wait_for_it() {
    let books = Books::open().await;
    let (_app, ada) = mapped(&books).await;
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    assert_eq!(changes(&ada).await, Vec::<Value>::new());

    block(&books, "40310", true).await;
    block(&books, "61000", true).await;
    ada.post(CHART, &json!({})).await.expect(200);
    let told = changes(&ada).await;
    // No slot holds 61000.
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0]["changes"][0]["change"], "blocked");
    assert_eq!(told[0]["slots"][0]["slot"], "accessorials.items.detention.revenue");
    assert_eq!(told[0]["documents"], json!(["REF-1002345"]));
    assert_eq!(told[0]["newly_blocked"], json!(["REF-1002345"]));
    assert!(told[0]["message"].as_str().expect("words").contains("40310"), "{}", told[0]);
}

#[tokio::test]
async fn a_change_is_told_until_it_is_seen_however_often_the_chart_is_read() {
    let books = Books::open().await;
    let (_app, ada) = mapped(&books).await;
    block(&books, "40310", true).await;
    for _ in 0..3 {
        ada.post(CHART, &json!({})).await.expect(200);
    }
    assert_eq!(changes(&ada).await.len(), 1);
    ada.delete(CHANGES).await.expect(204);
    assert_eq!(changes(&ada).await, Vec::<Value>::new());

    block(&books, "40310", false).await;
    ada.post(CHART, &json!({})).await.expect(200);
    assert_eq!(changes(&ada).await[0]["changes"][0]["change"], "unblocked");
}

#[tokio::test]
async fn r15_only_what_a_blocked_account_touches_waits_and_others_are_proposed() {
    let office = Office::open().await;
    block(&office.books, "40200", true).await;
    let chart = office.ada.post(CHART, &json!({})).await.expect(200).json();
    let invoice = office.push(&sample::load()).await;
    let bill = office.push(&sample::bills()[0]).await;
    office.settle().await;
    assert_eq!(office.stands(&invoice).await, "needs_you account_inactive");
    assert_eq!(office.stands(&bill).await, "posted");

    let told = changes(&office.ada).await;
    assert_eq!(told[0]["newly_blocked"], json!(["REF-1002345"]), "{told:?}");
    let offered = told[0]["replacements"].as_array().expect("a list");
    let accounts = chart["accounts"].as_array().expect("accounts");
    let numbers: Vec<&Value> = offered
        .iter()
        .filter_map(|one| accounts.iter().find(|account| account["id"] == one["account"]))
        .map(|account| &account["number"])
        .collect();
    assert_eq!(numbers, ["40000", "40100", "40300"], "{offered:?}");
    let words = offered[0]["evidence"].to_string();
    assert!(
        words.contains("It is where these lines go without an account of their own."),
        "{words}"
    );

    // Nothing was replaced by itself.
    let mut mapping = sample::mapping();
    mapping["load"]["items"]["fuel_surcharge"] = json!("a-40000");
    office.submit(&mapping).await;
    office.settle().await;
    assert_eq!(office.stands(&invoice).await, "posted");
    assert_eq!(office.net("40000").await, "-401.12");
    assert_eq!(office.net("40200").await, "0.00");
    assert_eq!(changes(&office.ada).await, Vec::<Value>::new());
}
