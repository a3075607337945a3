//! What was posted beside QuickBooks Online's transactions, whose lines are turned into entries: it agrees
//! after posting, and what a person changes at the screen is found to the cent.

use serde_json::{Value, json};
use waypost_core::api::{Deviation, Period};
use waypost_core::reconcile::{Compared, compare};
use waypost_server::clock::{Clock, text};
use waypost_server::store::reconciliation::{self, Of};
use waypost_server::sync::Options;
use waypost_tests::desk::{Fuse, Online, load_numbered, stopped_by};
use waypost_tests::{On, on_both, sample};

on_both!(what_was_posted_agrees_to_the_cent_with_the_trial_balance);

fn september() -> Period {
    serde_json::from_value(json!({"from": "2026-09-01", "to": "2026-09-30"})).expect("a period")
}

/// Somebody asks for the books to be read.
async fn ask(online: &Online) {
    let connection = online.connection().await;
    let company = connection.company.as_ref().expect("a company").id.clone();
    let of = Of { connection: &connection.id, company: &company };
    let (id, now) = (online.ids.fresh("rec"), text(online.clock.now()));
    let mut tx = online.store.begin().await.expect("a transaction");
    reconciliation::ask(&mut tx, &online.scope, &id, of, &september(), &now).await.expect("asked");
    tx.commit().await.expect("a commit");
}

/// What the last reading found.
async fn found(online: &Online) -> Compared {
    let (period, connection) = (september(), online.connection().await);
    let company = connection.company.as_ref().expect("a company").id.clone();
    let of = Of { connection: &connection.id, company: &company };
    let chart = online.chart().await.chart.expect("a chart");
    let mut db = online.store.read().await.expect("a connection");
    let done = reconciliation::done(&mut db, &online.scope, of, &period).await.expect("a database");
    let done = done.expect("a result");
    let pairs = reconciliation::pairs(&mut db, &online.scope, &done.id).await.expect("documents");
    compare(&pairs, &chart, true).expect("sums")
}

/// The books are read, and compared.
async fn read(online: &Online) -> Compared {
    ask(online).await;
    online.settle().await;
    found(online).await
}

async fn posted(online: &Online) {
    let [trip, statement, carrier] = sample::bills();
    for document in [sample::load(), trip, statement, carrier] {
        online.push(&document).await;
    }
    online.settle().await;
}

/// Number or name of each account that differs, with the difference.
fn differences(compared: &Compared) -> Vec<(String, String)> {
    let differing = compared.accounts.iter().filter(|one| !one.sums.difference.is_zero());
    let named = |one: &waypost_core::api::ReconciledAccount| {
        one.number.clone().unwrap_or_else(|| one.name.clone())
    };
    differing.map(|one| (named(one), one.sums.difference.to_string())).collect()
}

async fn what_was_posted_agrees_to_the_cent_with_the_trial_balance(on: On) {
    let online = Online::on(on).await;
    posted(&online).await;
    let compared = read(&online).await;
    assert_eq!(compared.message, "All 4 documents agree to the cent.");
    let mut sums: Vec<(String, String)> = compared
        .accounts
        .iter()
        .map(|one| {
            let name = one.number.clone().unwrap_or_else(|| one.name.clone());
            (name, one.sums.theirs().to_string())
        })
        .filter(|(_, net)| net != "0.00")
        .collect();
    sums.sort();
    let mut balances = online.balances().await;
    balances.sort();
    assert_eq!(sums, balances);
}

#[tokio::test]
async fn an_amount_that_a_person_changes_is_found_with_its_document() {
    let online = Online::open().await;
    posted(&online).await;
    let held = online.held("T-1002388-1").await.remove(0);
    // The payable side of a bill is the one below zero.
    let is_cost = |one: &&Value| one["amount"].as_str().is_some_and(|text| !text.starts_with('-'));
    let postings = held["postings"].as_array().expect("postings");
    let cost = &postings.iter().find(is_cost).expect("a cost")["id"];
    let line = json!({"DetailType": "AccountBasedExpenseLineDetail", "Amount": 1000.01,
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": cost}}});
    online
        .person(&json!({"entity": "Bill", "operation": "update", "id": held["id"],
            "object": {"Line": [line]}}))
        .await;
    let compared = read(&online).await;
    assert_eq!(compared.differing.len(), 1, "{compared:?}");
    let found = &compared.differing[0];
    assert_eq!((found.number.as_str(), found.deviation), ("T-1002388-1", Deviation::Changed));
    let sum: i64 = compared.accounts.iter().map(|one| one.sums.difference.cents()).sum();
    assert_eq!(sum, 0, "{:?}", differences(&compared));
}

#[tokio::test]
async fn voided_and_deleted_ones_are_named() {
    for (operation, deviation) in [("void", Deviation::Voided), ("delete", Deviation::Gone)] {
        let online = Online::open().await;
        posted(&online).await;
        let remote = online.held("REF-1002345").await[0]["id"].clone();
        online.person(&json!({"entity": "Invoice", "operation": operation, "id": remote})).await;
        let compared = read(&online).await;
        assert_eq!(compared.message, "1 of 4 documents differs.", "{operation}");
        let found = &compared.differing[0];
        assert_eq!((found.number.as_str(), found.deviation), ("REF-1002345", deviation));
        assert!(found.accounts.iter().any(|one| one.ours.to_string() == "3298.62"));
    }
}

#[tokio::test]
async fn what_a_person_entered_at_the_screen_does_not_count() {
    let online = Online::open().await;
    posted(&online).await;
    let invoice = json!({"CustomerRef": {"value": "1"}, "DocNumber": "OWN-1",
        "TxnDate": "2026-09-16", "Line": [{"DetailType": "SalesItemLineDetail", "Amount": 100,
            "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}]});
    online.person(&json!({"entity": "Invoice", "operation": "create", "object": invoice})).await;
    let compared = read(&online).await;
    assert_eq!(compared.message, "All 4 documents agree to the cent.");
}

/// Two pages of documents, posted.
async fn two_pages() -> Online {
    let online = Online::open().await;
    for n in 0..26 {
        online.push(&load_numbered(&format!("REF-{n:04}"))).await;
    }
    online.settle().await;
    online
}

#[tokio::test]
async fn a_reading_that_is_cut_off_at_any_point_is_whole_in_the_end() {
    let way = {
        let fuse = Fuse::after(usize::MAX);
        let mut online = two_pages().await;
        online.start_again(stopped_by(&fuse));
        ask(&online).await;
        online.work().await;
        fuse.passed()
    };
    assert!(way.iter().any(|point| point.starts_with("read_posted")), "{way:?}");
    for (at, point) in way.iter().enumerate() {
        let fuse = Fuse::after(at);
        let mut online = two_pages().await;
        online.start_again(stopped_by(&fuse));
        ask(&online).await;
        online.work().await;
        online.start_again(Options::default());
        online.settle().await;
        let compared = found(&online).await;
        assert_eq!(compared.message, "All 26 documents agree to the cent.", "{point}");
    }
}

#[tokio::test]
async fn three_hundred_documents_are_read_a_few_at_a_time() {
    let online = Online::open().await;
    for n in 0..300 {
        online.push(&load_numbered(&format!("REF-{n:04}"))).await;
    }
    online.settle().await;
    online.ask("DELETE", "requests", &Value::Null).await;
    let compared = read(&online).await;
    assert_eq!(compared.message, "All 300 documents agree to the cent.");
    let requests = online.ask("GET", "requests", &Value::Null).await;
    let count = requests.as_array().map_or(0, Vec::len);
    assert!((12..=20).contains(&count), "{count} requests");
}
