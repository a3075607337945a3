//! A posted document that changes at the source is changed in the books, too, while nobody paid it or
//! changed it there (R45).

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_server::sync::Options;
use waypost_tests::desk::{Fuse, Online, stopped_by};
use waypost_tests::{On, on_both, sample};

on_both!(an_unpaid_invoice_is_changed_where_it_stands);

/// The sample's load with its last line at 40.00 in place of 42.50: 3,296.12.
pub(super) fn cheaper() -> Value {
    let mut changed = sample::load();
    changed["lines"][5]["amount"] = json!("40.00");
    changed["lines"][5]["rate"] = json!("40.00");
    changed["total"] = json!("3296.12");
    changed
}

async fn posted(online: &Online) -> String {
    let id = online.push(&sample::load()).await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    id
}

async fn totals(online: &Online) -> Vec<Value> {
    online.held("REF-1002345").await.iter().map(|one| one["total"].clone()).collect()
}

async fn an_unpaid_invoice_is_changed_where_it_stands(on: On) {
    let online = Online::on(on).await;
    let id = posted(&online).await;
    let before = online.held("REF-1002345").await[0]["id"].clone();
    online.push(&cheaper()).await;
    online.work().await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    let held = online.held("REF-1002345").await;
    assert_eq!(held.len(), 1);
    assert_eq!((&held[0]["id"], &held[0]["total"]), (&before, &json!("3296.12")));
    let posting = online.posting(&id).await.expect("a posting");
    assert_eq!(posting.posted.preview.total.to_string(), "3296.12");
    let balances = online.balances().await;
    assert!(balances.contains(&("40300".to_owned(), "-115.00".to_owned())), "{balances:?}");
    // And back again: each change is a try of its own.
    online.clock.advance(SignedDuration::from_mins(5));
    online.push(&sample::load()).await;
    online.work().await;
    online.settle().await;
    assert_eq!(totals(&online).await, ["3298.62"]);
}

#[tokio::test]
async fn a_bill_is_changed_too() {
    let online = Online::open().await;
    let id = online.push(&sample::bills()[2]).await;
    online.settle().await;
    let mut changed = sample::bills()[2].clone();
    changed["lines"][0]["amount"] = json!("1900.00");
    changed["lines"][0]["rate"] = json!("1900.00");
    changed["total"] = json!("1915.00");
    online.push(&changed).await;
    online.work().await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    assert_eq!(online.held("T-1002388-1").await[0]["total"], "1915.00");
}

/// R45: these books change the invoice itself, so no credit memo is made over it.
#[tokio::test]
async fn the_rest_of_a_short_paid_invoice_is_taken_off_where_it_stands_once_its_payment_is_off() {
    let online = Online::open().await;
    let id = posted(&online).await;
    online
        .pay(&json!({"kind": "invoice", "document": "REF-1002345", "amount": "3000.00",
            "date": "2026-10-01"}))
        .await;
    online.push(&sample::written_off(sample::load(), "298.62", "3000.00")).await;
    online.work().await;
    online.write_off(&id).await;
    online.work().await;
    let row = online.row(&id).await;
    assert_eq!(row.reason.as_deref(), Some("posted_differs"));
    let message = row.message.expect("words");
    assert!(message.contains("Take the payment off REF-1002345 there"), "{message}");
    assert_eq!(totals(&online).await, ["3298.62"]);
}

#[tokio::test]
async fn what_is_paid_in_part_or_lies_in_a_closed_period_stays_and_a_person_decides() {
    let online = Online::open().await;
    let id = posted(&online).await;
    online
        .pay(&json!({"kind": "invoice", "document": "REF-1002345", "amount": "100.00",
            "date": "2026-10-01"}))
        .await;
    online.push(&cheaper()).await;
    online.work().await;
    assert_eq!(online.state(&id).await, (State::NeedsYou, Some("posted_differs".to_owned())));
    assert_eq!(totals(&online).await, ["3298.62"]);

    let online = Online::open().await;
    let id = posted(&online).await;
    online.set(&json!({"bookCloseDate": "2026-09-30"})).await;
    online.push(&cheaper()).await;
    online.work().await;
    assert_eq!(online.state(&id).await, (State::NeedsYou, Some("posted_differs".to_owned())));
    assert_eq!(totals(&online).await, ["3298.62"]);
}

#[tokio::test]
async fn a_change_that_is_cut_off_at_any_point_is_made_once() {
    let way = {
        let fuse = Fuse::after(usize::MAX);
        let mut online = Online::open().await;
        posted(&online).await;
        online.start_again(stopped_by(&fuse));
        online.push(&cheaper()).await;
        online.work().await;
        fuse.passed()
    };
    assert!(way.iter().any(|point| point.starts_with("update")), "{way:?}");
    for (at, point) in way.iter().enumerate() {
        let fuse = Fuse::after(at);
        let mut online = Online::open().await;
        let id = posted(&online).await;
        online.start_again(stopped_by(&fuse));
        online.push(&cheaper()).await;
        online.work().await;
        online.start_again(Options::default());
        online.work().await;
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None), "{point}");
        assert_eq!(totals(&online).await, ["3296.12"], "{point}");
    }
}

#[tokio::test]
async fn a_change_without_answer_is_looked_at_before_it_is_sent_again() {
    for kind in ["commit_then_drop", "drop_before", "half_reply"] {
        let online = Online::open().await;
        let id = posted(&online).await;
        online.fault(json!({"method": "POST", "path": "/invoice", "kind": kind})).await;
        online.push(&cheaper()).await;
        online.work().await;
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None), "{kind}");
        assert_eq!(totals(&online).await, ["3296.12"], "{kind}");
    }
}

#[tokio::test]
async fn r42_a_change_that_fails_again_and_again_is_a_persons_and_goes_when_it_is_tried_again() {
    let online = Online::open().await;
    let id = posted(&online).await;
    let refused = json!({"method": "POST", "path": "/invoice", "kind": "status", "status": 400,
        "code": "10200", "text": "The company is being moved.", "times": 100});
    online.fault(refused).await;
    online.push(&cheaper()).await;
    for n in 0..10 {
        let mut bill = sample::bills()[2].clone();
        let number = format!("T-{n}");
        (bill["id"], bill["number"]) = (json!(number), json!(number));
        online.push(&bill).await;
        online.work().await;
        online.clock.advance(SignedDuration::from_mins(6));
    }
    let row = online.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("company_unavailable")));
    let message = row.message.expect("words");
    assert!(message.contains("It failed 5 times") && message.contains("choose Retry"), "{message}");
    assert!(!message.contains("by itself"), "{message}");
    assert_eq!(totals(&online).await, ["3298.62"]);
    online.mend().await;
    online.retry(&id).await;
    online.work().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    assert_eq!(totals(&online).await, ["3296.12"]);
}

#[tokio::test]
async fn a_voided_or_deleted_invoice_is_posted_anew_when_the_source_sends_another() {
    for operation in ["void", "delete"] {
        let online = Online::open().await;
        let id = posted(&online).await;
        let remote = online.held("REF-1002345").await[0]["id"].clone();
        online.person(&json!({"entity": "Invoice", "operation": operation, "id": remote})).await;
        online.push(&cheaper()).await;
        online.work().await;
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None), "{operation}");
        let mut totals = totals(&online).await;
        totals.retain(|total| total != "0.00");
        assert_eq!(totals, ["3296.12"], "{operation}");
    }
}
