//! Activity: four lists with their sums, and causes that are mended once for many documents.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use waypost_tests::clock::TestClock;
use waypost_tests::desk::{COMPANY, load_numbered};
use waypost_tests::{Books, Client, Setup, TestApp, sample};

use crate::mappings::mapping_for;

const BELOW: &str = "/api/v1/subsidiaries/S-KF";

/// Keystone, connected, with its company chosen and its mapping submitted.
pub(crate) async fn set_up(setup: Setup, books: &Books) -> (TestApp, Client) {
    let app = TestApp::start_with(setup, Some(books)).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    sample::connect(&ada).await;
    let mapping = mapping_for(&ada).await;
    ada.if_match(0).put(&format!("{BELOW}/mapping/draft"), &mapping).await.expect(200);
    ada.if_match(1).post(&format!("{BELOW}/mapping/done"), &json!({})).await.expect(200);
    ada.if_match(2).post(&format!("{BELOW}/mapping/submit"), &json!({})).await.expect(200);
    (app, ada)
}

/// The same with a clock that the story moves.
pub(crate) async fn set_up_with_clock(books: &Books) -> (TestApp, Client, Arc<TestClock>) {
    let clock = Arc::new(TestClock::at(Timestamp::now()));
    let setup = Setup { clock: clock.clone(), ..Setup::default() };
    let (app, ada) = set_up(setup, books).await;
    (app, ada, clock)
}

/// A driver's bill that comes to less than nothing.
fn negative(number: &str) -> Value {
    let mut bill = sample::bills()[0].clone();
    bill["id"] = json!(number);
    bill["number"] = json!(number);
    bill["total"] = json!("-12.50");
    bill["lines"] =
        json!([{"id": "1", "category": "deduction", "item": "eld_service", "amount": "-12.50"}]);
    bill
}

async fn activity(ada: &Client) -> Value {
    ada.get(&format!("{BELOW}/activity")).await.expect(200).json()
}

async fn block(books: &Books, ada: &Client, blocked: bool) {
    let account = format!("accounts/{COMPANY}/40100");
    books.ask("POST", &account, &json!({"blocked": blocked})).await;
    ada.post(&format!("{BELOW}/connection/chart"), &json!({})).await.expect(200);
}

#[tokio::test]
async fn r42_one_blocked_account_is_one_cause_with_count_and_money_and_mending_it_posts_all() {
    let books = Books::open().await;
    let (app, ada, clock) = set_up_with_clock(&books).await;
    block(&books, &ada, true).await;
    let pushed = json!([load_numbered("L-1"), load_numbered("L-2"), negative("T-9")]);
    ada.post("/api/v1/documents", &pushed).await.expect(200);
    app.settle(&clock).await;

    let held = activity(&ada).await;
    let usd = |amount: &str| json!([{"currency": "USD", "amount": amount}]);
    assert_eq!(held["needs_you"], json!({"count": 3, "money": usd("6584.74")}));
    assert_eq!(held["posted"], json!({"count": 0, "money": []}));
    let [account, below] = held["causes"].as_array().expect("causes").as_slice() else {
        panic!("two causes: {}", held["causes"]);
    };
    assert_eq!(account["title"], "Customer Linehaul has a blocked account");
    assert_eq!((&account["count"], &account["money"]), (&json!(2), &usd("6597.24")));
    assert_eq!(account["mend"], json!({"at": "mapping", "find": "Customer Linehaul"}));
    assert_eq!(account["oldest"], "2026-09-16");
    assert_eq!((&below["count"], &below["money"]), (&json!(1), &usd("-12.50")));
    assert_eq!(below["mend"]["at"], "connect");

    let key: String =
        url::form_urlencoded::byte_serialize(account["key"].as_str().expect("a key").as_bytes())
            .collect();
    let page = |cursor: String| {
        let path = format!("{BELOW}/activity/needs_you?limit=1&cause={key}{cursor}");
        let ada = ada.clone();
        async move { ada.get(&path).await.expect(200).json() }
    };
    let first = page(String::new()).await;
    let next = first["next"].as_str().expect("a second page");
    let second = page(format!("&cursor={next}")).await;
    let mut numbers = [&first, &second].map(|page| page["items"][0]["number"].clone());
    numbers.sort_by_key(ToString::to_string);
    assert_eq!((numbers, &second["next"]), ([json!("L-1"), json!("L-2")], &Value::Null));

    block(&books, &ada, false).await;
    app.settle(&clock).await;
    let mended = activity(&ada).await;
    assert_eq!(mended["posted"], json!({"count": 2, "money": usd("6597.24")}));
    assert_eq!(mended["needs_you"]["count"], 1);
    assert_eq!(mended["causes"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn what_waits_for_the_set_up_says_so_as_a_wait_and_not_as_a_failure() {
    let books = Books::open().await;
    let app = TestApp::with_books(&books).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    sample::connect(&ada).await;
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    app.sync().activate_once().await.expect("an activation");
    let waiting = activity(&ada).await;
    assert_eq!(
        (&waiting["waiting"]["count"], &waiting["needs_you"]["count"]),
        (&json!(1), &json!(0))
    );
    let wait = &waiting["waits"][0];
    assert_eq!(wait["title"], "No mapping is submitted", "{waiting}");
    assert_eq!(wait["mend"]["at"], "mapping");
    assert_eq!(waiting["next_sync_at"], Value::Null, "nothing is planned before that");
}

#[tokio::test]
async fn what_was_done_leaves_the_lists_after_thirty_days_and_what_is_open_never() {
    let books = Books::open().await;
    let (app, ada, clock) = set_up_with_clock(&books).await;
    let mut zero = negative("T-0");
    zero["total"] = json!("0.00");
    zero["lines"][0]["amount"] = json!("0.00");
    let pushed = json!([sample::load(), zero, negative("T-9")]);
    ada.post("/api/v1/documents", &pushed).await.expect(200);
    app.settle(&clock).await;
    let counts = |seen: &Value| {
        ["posted", "skipped", "needs_you"]
            .map(|list| seen[list]["count"].as_u64().expect("a count"))
    };
    assert_eq!(counts(&activity(&ada).await), [1, 1, 1]);
    clock.advance(SignedDuration::from_hours(31 * 24));
    let ada = app.admin().await;
    assert_eq!(counts(&activity(&ada).await), [0, 0, 1]);
}

#[tokio::test]
async fn a_list_and_a_subsidiary_that_are_not_there_are_said_to_be_missing() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let empty = activity(&ada).await;
    assert_eq!(empty["waiting"], json!({"count": 0, "money": []}));
    let lost = ada.get(&format!("{BELOW}/activity/lost")).await.refused(404, "not_found");
    assert!(lost.detail().contains("needs_you"), "{}", lost.detail());
    ada.get("/api/v1/subsidiaries/S-9/activity").await.refused(404, "not_found");
}
