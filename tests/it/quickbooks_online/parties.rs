//! Customers, vendors and employees share one list of names: a namesake of another kind is offered,
//! never "Name (1)" (R28, edge cases 56 and 57).

use serde_json::json;
use waypost_core::api::State;
use waypost_tests::desk::{Online, load_numbered};
use waypost_tests::sample;

#[tokio::test]
async fn a_vendor_of_the_customers_name_is_offered_and_nothing_is_made() {
    let online = Online::open().await;
    online
        .person(&json!({"entity": "Vendor", "operation": "create",
            "object": {"DisplayName": "BLUE RIDGE FOODS INC"}}))
        .await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    let row = online.row(&id).await;
    assert_eq!(
        (row.state, row.reason.as_deref()),
        (State::NeedsYou, Some("party_of_another_kind"))
    );
    assert!(row.message.expect("words").contains("but a vendor of that name"));
    let books = online.books_of_file().await;
    assert_eq!(books["transactions"], json!([]));
}

#[tokio::test]
async fn a_name_that_only_the_books_know_as_taken_needs_a_person() {
    let online = Online::open().await;
    online
        .fault(json!({"method": "POST", "path": "/customer", "kind": "status", "status": 400,
            "code": "6240", "text": "The name supplied already exists. : Another customer, vendor or employee is already using this name."}))
        .await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    let row = online.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("name_taken")));
}

#[tokio::test]
async fn a_colon_in_a_name_becomes_a_dash_and_the_link_is_kept() {
    let online = Online::open().await;
    let mut load = load_numbered("REF-1");
    load["party"] = json!({"id": "C-9", "name": "Redline: East", "kind": "customer"});
    let first = online.push(&load).await;
    online.settle().await;
    assert_eq!(online.state(&first).await, (State::Posted, None));
    load["id"] = json!("REF-2");
    load["number"] = json!("REF-2");
    online.push(&load).await;
    online.settle().await;
    for number in ["REF-1", "REF-2"] {
        assert_eq!(online.held(number).await[0]["party"], "Redline - East");
    }
}
