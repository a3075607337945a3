//! Whose numbers invoices have: ours with custom numbers on, else the books' own. Either way none is
//! posted twice, and what has our number already is adopted or shown.

use serde_json::json;
use waypost_core::api::State;
use waypost_tests::desk::{FLEET, Online, load_numbered, roomy};
use waypost_tests::sample;

#[tokio::test]
async fn with_custom_numbers_off_the_books_number_and_ours_stands_in_the_memo() {
    let online = Online::open().await;
    online.set(&json!({"customTxnNumbers": false})).await;
    let ids = [
        online.push(&load_numbered("REF-1")).await,
        online.push(&load_numbered("REF-2")).await,
        online.push(&sample::bills()[0]).await,
    ];
    online.settle().await;
    for id in &ids {
        assert_eq!(online.state(id).await, (State::Posted, None));
    }
    // Two loads of the same customer, day and total are two invoices.
    let (one, two) = (online.held("REF-1").await, online.held("REF-2").await);
    assert_eq!((one.len(), two.len()), (1, 1));
    assert_ne!(one[0]["number"], two[0]["number"]);
    assert_eq!(online.row(&ids[0]).await.remote_number.as_deref(), one[0]["number"].as_str());
}

#[tokio::test]
async fn with_custom_numbers_off_an_unanswered_invoice_is_found_by_its_memo() {
    for fault in [
        json!({"kind": "commit_then_drop"}),
        json!({"kind": "half_reply"}),
        json!({"kind": "drop_before"}),
    ] {
        let online = Online::open().await;
        online.set(&json!({"customTxnNumbers": false})).await;
        online.push(&load_numbered("REF-0")).await;
        online.settle().await;
        let mut strike = fault.clone();
        strike["method"] = json!("POST");
        strike["path"] = json!("/batch");
        strike["body"] = json!("create");
        online.fault(strike).await;
        let ids = [
            online.push(&load_numbered("REF-1")).await,
            online.push(&load_numbered("REF-2")).await,
        ];
        online.settle().await;
        for (id, number) in ids.iter().zip(["REF-1", "REF-2"]) {
            assert_eq!(online.state(id).await, (State::Posted, None), "{fault}");
            assert_eq!(online.held(number).await.len(), 1, "{fault}");
        }
    }
}

/// The memo is gone, so that no look-up finds it: the request's id still answers what it made.
#[tokio::test]
async fn with_custom_numbers_off_and_the_memo_gone_the_requests_id_keeps_it_single() {
    let online = Online::open().await;
    online.set(&json!({"customTxnNumbers": false})).await;
    online
        .fault(json!({"method": "POST", "path": "/batch", "body": "create",
            "kind": "commit_then_drop"}))
        .await;
    let id = online.push(&sample::load()).await;
    while online.state(&id).await.0 != State::Checking {
        online.clock.advance(jiff::SignedDuration::from_secs(2));
        online.work().await;
    }
    let held = online.held("REF-1002345").await;
    online
        .person(&json!({"entity": "Invoice", "operation": "update", "id": held[0]["id"],
            "object": {"PrivateNote": "by Dana"}}))
        .await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    let books = online.books_of_file().await;
    assert_eq!(books["transactions"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn an_invoice_that_somebody_entered_under_our_number_is_adopted_or_shown() {
    let by_hand = |total: f64, customer: &str| {
        json!({"entity": "Invoice", "operation": "create", "object": {
            "CustomerRef": {"value": customer}, "DocNumber": "REF-1002345",
            "TxnDate": "2026-09-16",
            "Line": [{"DetailType": "SalesItemLineDetail", "Amount": total,
                      "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}]}})
    };
    // The same customer is found by name once it has the source's.
    let renamed = json!({"entity": "Customer", "operation": "update", "id": "1",
        "object": {"DisplayName": "Blue Ridge Foods Inc"}});
    for (total, customer, expect) in [
        (3298.62, "1", None),
        (3000.0, "1", Some("found_different")),
        // Another customer's: the look-up does not show it, the refusal does.
        (3298.62, "20", Some("found_different")),
    ] {
        let online = Online::with(roomy(), FLEET).await;
        online.person(&renamed).await;
        online.person(&by_hand(total, customer)).await;
        let id = online.push(&sample::load()).await;
        online.settle().await;
        let (state, reason) = online.state(&id).await;
        assert_eq!(reason.as_deref(), expect, "{total} {customer}");
        let expected = if expect.is_none() { State::Posted } else { State::NeedsYou };
        assert_eq!(state, expected, "{total} {customer}");
        let books = online.books_of_file().await;
        assert_eq!(books["transactions"].as_array().map(Vec::len), Some(1), "nothing was added");
    }
}
