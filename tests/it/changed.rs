//! R45 in Business Central: documents that change at the source, or are withdrawn there. The sandbox's
//! books say what became of them.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::{Office, sample};

/// The sample's load with its last line at 40.00 instead of 42.50.
fn cheaper() -> Value {
    let mut load = sample::load();
    load["lines"][5]["amount"] = json!("40.00");
    load["lines"][5]["rate"] = json!("40.00");
    load["total"] = json!("3296.12");
    load
}

async fn posted(office: &Office) -> (String, String) {
    let id = office.push(&sample::load()).await;
    office.settle().await;
    let row = office.detail(&id).await.row;
    (id, row.remote_number.expect("a number"))
}

fn held(documents: &[(&str, &str)]) -> Vec<(String, String)> {
    documents.iter().map(|(status, total)| ((*status).into(), (*total).into())).collect()
}

#[tokio::test]
async fn r45_what_was_and_what_is_are_shown_line_by_line_with_their_money() {
    let office = Office::open().await;
    let (id, _) = posted(&office).await;
    office.push(&cheaper()).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_differs");
    let difference = office.detail(&id).await.difference.expect("a difference");
    let money = |amount: waypost_core::wire::Amount| amount.to_string();
    assert_eq!(
        [money(difference.was), money(difference.is), money(difference.difference)],
        ["3298.62", "3296.12", "-2.50"]
    );
    let line = &difference.lines[0];
    assert_eq!((difference.lines.len(), line.line.as_str()), (1, "6"));
    let (was, is) = (line.was.clone().expect("was"), line.is.clone().expect("is"));
    assert_eq!([money(was.amount), money(is.amount)], ["42.50", "40.00"]);
    assert_eq!(was.item, "accessorial.pallet_exchange");
    assert_eq!(office.held("REF-1002345").await, held(&[("Open", "3298.62")]));
}

#[tokio::test]
async fn r45_cancelled_in_the_books_it_is_posted_anew_with_what_is_and_only_then() {
    let office = Office::open().await;
    let (id, number) = posted(&office).await;
    office.push(&cheaper()).await;
    office.settle().await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_differs", "it still stands there");
    assert_eq!(office.held("REF-1002345").await, held(&[("Open", "3298.62")]));

    office.settle_in_books("sales", &number, "cancel").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    let expected = held(&[("Canceled", "3298.62"), ("Open", "3296.12")]);
    assert_eq!(office.held("REF-1002345").await, expected);
    assert_eq!(office.net("11000").await, "3296.12");
    let detail = office.detail(&id).await;
    assert_ne!(detail.row.remote_number, Some(number));
    assert_eq!((detail.posted_document, detail.difference), (None, None));
    assert_eq!(detail.posted.expect("a posting").differences, []);
}

#[tokio::test]
async fn r45_the_books_are_asked_by_themselves_once_an_hour() {
    let office = Office::open().await;
    let (id, number) = posted(&office).await;
    office.push(&cheaper()).await;
    office.settle().await;
    office.settle_in_books("sales", &number, "cancel").await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_differs");
    office.clock.advance(SignedDuration::from_mins(61));
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(office.held("REF-1002345").await.len(), 2);
}

#[tokio::test]
async fn what_is_new_is_posted_before_the_books_are_asked_about_what_stands_there() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.settle().await;
    desk.push(&cheaper()).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await.1.as_deref(), Some("posted_differs"));
    desk.clock.advance(SignedDuration::from_mins(61));
    // The question about it closes the lane.
    let remote = desk.posting(&id).await.expect("a posting").posted.remote_id;
    desk.fault(json!({"method": "GET", "path": format!("salesInvoices({remote})"),
        "kind": "status", "status": 503}))
        .await;
    let new = desk.push(&load_numbered("REF-NEW")).await;
    desk.work().await;
    assert_eq!(desk.state(&new).await, (State::Posted, None));
    let faults = desk.ask("GET", "faults", &Value::Null).await.to_string();
    assert!(faults.contains("\"struck\":1"), "it was asked about then: {faults}");
}

#[tokio::test]
async fn r45_credited_as_a_whole_it_is_void_and_paid_it_is_not() {
    let office = Office::open().await;
    let (id, number) = posted(&office).await;
    office.push(&cheaper()).await;
    office.settle_in_books("sales", &number, "pay").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_differs", "paid is not credited");

    let office = Office::open().await;
    let (id, number) = posted(&office).await;
    office.push(&cheaper()).await;
    office.settle_in_books("sales", &number, "credit").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    let expected = held(&[("Paid", "3298.62"), ("Open", "3296.12")]);
    assert_eq!(office.held("REF-1002345").await, expected);
    assert_eq!(office.net("11000").await, "3296.12");
}

/// A person who cancelled a document in the books because it was wrong there chooses Retry.
#[tokio::test]
async fn r45_a_posted_document_that_was_cancelled_is_posted_anew_when_a_person_asks() {
    let office = Office::open().await;
    let (id, number) = posted(&office).await;
    let row = office.act(&id, "retry", &json!({})).await;
    assert_eq!(waypost_tests::office::standing(&row), "posted");
    assert!(row.message.expect("words").contains("being asked"));
    office.settle().await;
    let row = office.detail(&id).await.row;
    assert_eq!((row.message, row.remote_number), (None, Some(number.clone())), "it stands");

    office.settle_in_books("sales", &number, "cancel").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    let expected = held(&[("Canceled", "3298.62"), ("Open", "3298.62")]);
    assert_eq!(office.held("REF-1002345").await, expected);
}

#[tokio::test]
async fn r45_a_carriers_bill_takes_the_same_way() {
    let office = Office::open().await;
    let bill = sample::bills()[2].clone();
    let id = office.push(&bill).await;
    office.settle().await;
    let number = office.detail(&id).await.row.remote_number.expect("a number");
    let mut changed = bill;
    changed["lines"][0]["amount"] = json!("1900.00");
    changed["lines"][0]["rate"] = json!("1900.00");
    changed["total"] = json!("1915.00");
    office.push(&changed).await;
    office.settle_in_books("purchase", &number, "cancel").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    let expected = held(&[("Canceled", "1965.00"), ("Open", "1915.00")]);
    assert_eq!(office.held("T-1002388-1").await, expected);
}

#[tokio::test]
async fn r45_the_change_is_left_out_when_a_person_skips_it() {
    let office = Office::open().await;
    let (id, _) = posted(&office).await;
    office.push(&cheaper()).await;
    let row = office.act(&id, "skip", &json!({"reason": "the customer paid the old total"})).await;
    assert_eq!(waypost_tests::office::standing(&row), "posted");
    assert!(row.message.expect("words").contains("left out by Ada Reyes"));
    office.clock.advance(SignedDuration::from_hours(2));
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(office.held("REF-1002345").await, held(&[("Open", "3298.62")]));
}

#[tokio::test]
async fn r45_withdrawn_before_it_is_sent_it_never_is_and_sent_again_it_counts_again() {
    let office = Office::open().await;
    office.set(&json!({"go_live": "2026-10-01"})).await;
    let id = office.push(&sample::load()).await;
    let path = format!("/api/v1/documents/{id}");
    let row = office.ada.delete(&path).await.expect(200).json();
    assert_eq!((&row["state"], &row["reason"]), (&json!("skipped"), &json!("withdrawn")));
    office.set(&json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "skipped withdrawn");
    assert!(office.detail(&id).await.withdrawn_at.is_some());
    office.ada.post(&format!("{path}/retry"), &json!({})).await.refused(409, "withdrawn");
    assert_eq!(office.held("REF-1002345").await, []);

    assert_eq!(office.push(&sample::load()).await, id);
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(office.detail(&id).await.withdrawn_at, None);
}

#[tokio::test]
async fn r45_withdrawn_after_it_was_posted_the_books_keep_it_until_they_cancel_it() {
    let office = Office::open().await;
    let (id, number) = posted(&office).await;
    office.ada.delete(&format!("/api/v1/documents/{id}")).await.expect(200);
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_withdrawn");
    assert_eq!(office.held("REF-1002345").await, held(&[("Open", "3298.62")]));

    office.settle_in_books("sales", &number, "cancel").await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "skipped withdrawn");
    assert_eq!(office.held("REF-1002345").await, held(&[("Canceled", "3298.62")]));
    assert_eq!(office.net("11000").await, "0.00");
}

#[tokio::test]
async fn r45_withdrawn_on_its_way_its_outcome_comes_first() {
    let office = Office::open().await;
    // The books make the draft, and the answer is lost: nobody knows whether it arrived.
    let lost = json!({"method": "POST", "path": "salesInvoices", "kind": "commit_then_drop"});
    office.control(reqwest::Method::POST, "faults", &lost).await;
    let id = office.push(&sample::load()).await;
    office.app.sync().activate_once().await.expect("an activation");
    assert_eq!(office.stands(&id).await, "checking no_answer");
    let path = format!("/api/v1/documents/{id}");
    let row = office.ada.delete(&path).await.expect(200).json();
    assert_eq!(row["state"], "checking");
    for (what, body) in [("retry", json!({})), ("skip", json!({"reason": "no"}))] {
        let refused = office.ada.post(&format!("{path}/{what}"), &body).await;
        assert!(refused.refused(409, "on_its_way").detail().contains("outcome comes first"));
    }
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you posted_withdrawn");
    assert_eq!(office.held("REF-1002345").await, held(&[("Open", "3298.62")]));
}
