//! The sample's four documents get into a company file of QuickBooks Online, and its books say what a
//! bookkeeper worked out by hand from the documents and the mapping.

use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Online, load_numbered, roomy};
use waypost_tests::{On, on_both, sample};

on_both!(
    the_samples_four_documents_stand_in_the_books_as_worked_out_by_hand,
    working_again_posts_nothing_again,
);

/// Account, debit less credit. By hand, from the four documents and the mapping.
const BY_HAND: [(&str, &str); 24] = [
    ("40000", "-15.00"), // the lumper e-check's fee falls through to default revenue
    ("22100", "-100.00"),
    ("40100", "-2450.00"),
    ("40200", "-401.12"),
    ("40300", "-117.50"), // stop-off 75.00 + pallet exchange 42.50
    ("40310", "-150.00"),
    ("40340", "-180.00"),
    ("41500", "-9.00"),
    ("51000", "382.00"), // 27.00 + 25.00 + 80.00 of the trip, 250.00 of the carrier
    ("51100", "470.96"),
    ("51200", "1837.50"),
    ("51210", "401.12"),
    ("51300", "1950.00"),
    ("51400", "180.00"),
    ("51410", "150.00"),  // 50.00 of the trip, 100.00 of the carrier
    ("51500", "-800.00"), // advance 300.00, Comchek 500.00
    ("52000", "-165.51"), // DEF 38.21 + reefer 127.30
    ("52100", "-476.43"),
    ("53000", "-38.75"),
    ("54000", "-12.50"),
    ("54100", "-85.00"),
    ("54200", "-150.00"),
    ("Accounts Payable (A/P)", "-3519.39"), // 652.96 + 901.43 + 1,965.00
    ("Accounts Receivable (A/R)", "3298.62"),
];

async fn push_sample(online: &Online) -> Vec<String> {
    let mut ids = vec![online.push(&sample::load()).await];
    for bill in sample::bills() {
        ids.push(online.push(&bill).await);
    }
    ids
}

async fn the_samples_four_documents_stand_in_the_books_as_worked_out_by_hand(on: On) {
    let online = Online::on(on).await;
    let ids = push_sample(&online).await;
    online.settle().await;
    for id in &ids {
        let row = online.row(id).await;
        assert_eq!((row.state, row.reason), (State::Posted, None), "{:?}", row.message);
        let posting = online.posting(id).await.expect("a posting");
        assert_eq!(posting.posted.differences, [], "{}", row.number);
        assert_eq!(posting.posted.remote_number, row.number, "custom numbers are kept");
    }
    let mut expected: Vec<(String, String)> =
        BY_HAND.iter().map(|(account, net)| ((*account).to_owned(), (*net).to_owned())).collect();
    expected.sort();
    assert_eq!(online.balances().await, expected);
}

async fn working_again_posts_nothing_again(on: On) {
    let online = Online::on(on).await;
    push_sample(&online).await;
    online.settle().await;
    let before = online.books_of_file().await;
    push_sample(&online).await;
    online.settle().await;
    assert_eq!(online.books_of_file().await, before);
}

#[tokio::test]
async fn quantity_rate_due_date_and_payable_account_are_those_of_the_document() {
    let online = Online::open().await;
    push_sample(&online).await;
    online.settle().await;
    let invoice = &online.held("REF-1002345").await[0];
    assert_eq!((&invoice["kind"], &invoice["number"]), (&json!("Invoice"), &json!("REF-1002345")));
    assert_eq!(invoice["date"], "2026-09-16");
    assert_eq!(invoice["party"], "Blue Ridge Foods Inc", "made: another than Blue Ridge Foods");
    let requests = online.ask("GET", "requests", &Value::Null).await;
    assert!(requests.as_array().is_some_and(|all| !all.is_empty()));
}

#[tokio::test]
async fn each_step_is_kept_and_made_is_posted() {
    let online = Online::open().await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    assert_eq!(online.steps(&id).await, ["look_up", "create"]);
}

#[tokio::test]
async fn seventy_loads_are_looked_up_in_three_queries_and_made_in_three_batches() {
    let online = Online::with(roomy(), waypost_tests::desk::FLEET).await;
    online.push(&load_numbered("REF-FIRST")).await;
    online.settle().await;
    for n in 0..70 {
        online.push(&load_numbered(&format!("REF-{n:04}"))).await;
    }
    online.ask("DELETE", "requests", &Value::Null).await;
    online.work().await;
    online.settle().await;
    let requests = online.ask("GET", "requests", &Value::Null).await;
    let requests = requests.as_array().expect("requests");
    let count = |method: &str, part: &str| {
        let is = |one: &&Value| {
            one["method"] == method && one["path"].as_str().is_some_and(|it| it.contains(part))
        };
        requests.iter().filter(is).count()
    };
    assert_eq!(count("POST", "/batch"), 3, "{requests:?}");
    assert_eq!(online.count(State::Posted).await, 71);
    let books = online.books_of_file().await;
    assert_eq!(books["transactions"].as_array().map(Vec::len), Some(71));
}

#[tokio::test]
async fn a_closed_period_is_held_before_anything_is_sent_and_goes_when_it_is_open() {
    let online = Online::open().await;
    let mut old = load_numbered("REF-OLD");
    old["date"] = json!("2025-12-30");
    let id = online.push(&old).await;
    online.settle().await;
    let row = online.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("closed_period")));
    assert!(row.message.expect("words").contains("closed before 2026-01-01"));
    online.set(&json!({"bookCloseDate": null})).await;
    online.retry(&id).await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn a_currency_that_the_company_does_not_keep_is_refused_and_not_converted() {
    let online = Online::open().await;
    let mut foreign = load_numbered("REF-CAD");
    foreign["currency"] = json!("CAD");
    let id = online.push(&foreign).await;
    online.settle().await;
    let (state, reason) = online.state(&id).await;
    assert_eq!(state, State::NeedsYou, "{reason:?}");
    assert_eq!(online.held("REF-CAD").await.len(), 0);
}
