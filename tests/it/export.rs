//! The sample's four documents get into the books, and the books say what a bookkeeper worked out
//! by hand from the documents and the mapping.

use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::{On, on_both, sample};

on_both!(
    the_samples_four_documents_stand_in_the_books_as_worked_out_by_hand,
    working_again_posts_nothing_again,
);

/// Account, debit less credit. By hand, from the four documents and the mapping.
const BY_HAND: [(&str, &str); 24] = [
    ("11000", "3298.62"),
    ("20000", "-3519.39"), // 652.96 + 901.43 + 1,965.00
    ("22100", "-100.00"),
    ("40000", "-15.00"), // the lumper e-check's fee falls through to default revenue
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
];

async fn push_sample(desk: &Desk) -> Vec<String> {
    let mut ids = vec![desk.push(&sample::load()).await];
    for bill in sample::bills() {
        ids.push(desk.push(&bill).await);
    }
    ids
}

async fn the_samples_four_documents_stand_in_the_books_as_worked_out_by_hand(on: On) {
    let desk = Desk::on(on).await;
    let ids = push_sample(&desk).await;
    desk.settle().await;
    for id in &ids {
        let row = desk.row(id).await;
        assert_eq!((row.state, row.reason), (State::Posted, None), "{:?}", row.message);
        let posting = desk.posting(id).await.expect("a posting");
        assert_eq!(posting.posted.differences, [], "{}", row.number);
        assert_eq!(Some(posting.posted.remote_number), row.remote_number);
        assert_eq!(posting.posted.mapping_version, 1);
        assert!(posting.catalog.is_some(), "what decided is kept (R44)");
    }
    let ledger = desk.ledger().await;
    assert_eq!(ledger["balanced"], true);
    let found: Vec<(String, Value)> = ledger["trialBalance"]
        .as_object()
        .expect("balances")
        .iter()
        .map(|(account, balance)| (account.clone(), balance["net"].clone()))
        .collect();
    let expected: Vec<(String, Value)> =
        BY_HAND.iter().map(|(account, net)| ((*account).to_owned(), json!(net))).collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn the_number_in_the_books_is_the_one_after_posting_and_ours_stands_beside_it() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    let row = desk.row(&id).await;
    let ledger = desk.ledger().await;
    let document = &ledger["documents"][0];
    assert_eq!(row.remote_number.as_deref(), document["number"].as_str());
    assert_eq!(document["externalDocumentNumber"], "REF-1002345");
    assert_eq!(document["lines"][1]["quantity"], "872", "{document}");
    let description = document["lines"][1]["description"].as_str().expect("a description");
    assert!(description.starts_with("Fuel Surcharge") && description.ends_with("(872 x 0.46)"));
}

#[tokio::test]
async fn an_intent_is_durable_before_anything_is_made_and_each_step_is_kept() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    let steps = desk.steps(&id).await;
    assert_eq!(steps, ["look_up", "create", "post", "re_read", "compare_ledger"]);
}

async fn working_again_posts_nothing_again(on: On) {
    let desk = Desk::on(on).await;
    push_sample(&desk).await;
    desk.settle().await;
    let before = desk.ledger().await;
    push_sample(&desk).await;
    desk.settle().await;
    assert_eq!(desk.ledger().await, before);
}

#[tokio::test]
async fn a_zero_line_is_not_sent() {
    let desk = Desk::open().await;
    let mut load = sample::load();
    load["lines"].as_array_mut().expect("lines").push(json!({
        "id": "7", "category": "accessorial", "item": "layover", "description": "None",
        "amount": "0.00"
    }));
    let id = desk.push(&load).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await.0, State::Posted);
    let lines = desk.ledger().await["documents"][0]["lines"].as_array().map(Vec::len);
    assert_eq!(lines, Some(6));
}

#[tokio::test]
async fn a_zero_document_is_skipped_and_a_negative_one_is_held() {
    let desk = Desk::open().await;
    let one_line = |number: &str, amount: &str| {
        let mut bill = sample::bills()[0].clone();
        bill["id"] = json!(number);
        bill["number"] = json!(number);
        bill["total"] = json!(amount);
        bill["lines"] = json!([{"id": "1", "category": "deduction", "item": "eld_service",
            "amount": amount}]);
        bill
    };
    let zero = desk.push(&one_line("T-0", "0.00")).await;
    let negative = desk.push(&one_line("T-9", "-12.50")).await;
    desk.settle().await;
    assert_eq!(desk.state(&zero).await, (State::Skipped, Some("zero_total".to_owned())));
    assert_eq!(desk.state(&negative).await, (State::NeedsYou, Some("negative_total".to_owned())));
    assert_eq!(desk.ledger().await["documents"], json!([]));
}

#[tokio::test]
async fn what_the_mapping_holds_is_posted_by_itself_once_the_mapping_is_mended() {
    let desk = Desk::open().await;
    let mut broken = sample::mapping();
    broken["e_checks"]["default"]["revenue"] = json!(null);
    broken["defaults"]["revenue"] = json!(null);
    broken["transaction_types"] = json!(["expense"]);
    desk.submit(&broken).await;
    let fee = desk.push(&sample::bills()[2]).await;
    let invoice = desk.push(&sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.state(&fee).await, (State::NeedsYou, Some("line_unresolved".to_owned())));
    assert_eq!(
        desk.state(&invoice).await,
        (State::Skipped, Some("transaction_type_off".to_owned()))
    );
    desk.submit(&sample::mapping()).await;
    desk.settle().await;
    for id in [fee, invoice] {
        assert_eq!(desk.state(&id).await, (State::Posted, None));
        assert_eq!(desk.posting(&id).await.expect("a posting").posted.mapping_version, 3);
    }
}

#[tokio::test]
async fn a_document_that_changes_before_it_is_sent_is_sent_as_it_is_now() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    let mut changed = sample::load();
    changed["lines"][5]["amount"] = json!("40.00");
    changed["lines"][5]["rate"] = json!("40.00");
    changed["total"] = json!("3296.12");
    assert_eq!(desk.push(&changed).await, id);
    desk.settle().await;
    let document = desk.ledger().await["documents"][0].clone();
    assert_eq!(document["total"], "3296.12");
}

#[tokio::test]
async fn a_document_that_changes_after_it_was_posted_needs_a_person_and_the_books_keep_theirs() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    let mut changed = sample::load();
    changed["reference"] = json!("PO 77121");
    desk.push(&changed).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::NeedsYou, Some("posted_differs".to_owned())));
    assert_eq!(desk.held("REF-1002345").await, (1, 0));
    desk.push(&sample::load()).await;
    assert_eq!(desk.state(&id).await, (State::Posted, None), "the former content again");
}

#[tokio::test]
async fn a_document_that_came_before_the_connection_goes_by_itself_when_it_is_set_up() {
    let desk = Desk::bare(waypost_sandbox::Config::default()).await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::NeedsYou, Some("no_connection".to_owned())));
    desk.connect().await.expect("a connection");
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Waiting, Some("no_company".to_owned())));
    desk.choose("KEYSTONE-FRT").await.expect("a company");
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Waiting, Some("no_mapping".to_owned())));
    desk.submit(&sample::mapping()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn a_hundred_and_twenty_loads_are_looked_up_in_two_batches() {
    let desk = Desk::open().await;
    for n in 0..120 {
        desk.push(&load_numbered(&format!("REF-{n:04}"))).await;
    }
    desk.ask("DELETE", "requests", &Value::Null).await;
    desk.settle().await;
    let requests = desk.ask("GET", "requests", &Value::Null).await;
    let batches = requests
        .as_array()
        .expect("requests")
        .iter()
        .filter(|one| one["path"].as_str().is_some_and(|path| path.ends_with("$batch")))
        .count();
    assert_eq!(batches, 2);
    let ledger = desk.ledger().await;
    let posted = ledger["documents"].as_array().expect("documents").iter();
    assert_eq!(posted.filter(|one| one["posted"] == true).count(), 120);
}
