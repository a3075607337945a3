//! Every payment of the sample, in the running system: each ends as the sample says. Those on documents
//! of Keystone Fleet meet QuickBooks Online, and the one on a load that Keystone Freight bills meets
//! Business Central.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Desk, Online};
use waypost_tests::{On, sample};

use super::payments::{decided, drifts, in_books, open};

/// The day of every payment.
const DAY: &str = "2026-10-01";

/// R30, R31, R32, R35 and R37.
#[tokio::test]
async fn every_payment_of_the_sample_ends_as_it_says_in_the_running_system() {
    let sample = sample::payments();
    let (fleet, freight) = (fleet(&sample).await, freight().await);
    let payments = sample["payments"].as_array().expect("payments");
    assert_eq!(payments.len(), 11);
    for (nth, one) in payments.iter().enumerate() {
        let document = standing(&sample, one);
        match (document["system"] == "business_central", one["origin"] == "remote") {
            (true, _) => handed_in(&freight, nth, one, document).await,
            (false, false) => handed_in(&fleet, nth, one, document).await,
            (false, true) if one["expect"]["decision"] == "drift" => edited(&fleet, one).await,
            (false, true) => paid_in_books(&fleet, one).await,
        }
    }
    // Three were sent, and two were entered there.
    assert_eq!(in_books(&fleet).await.len(), 5);
}

/// The document that a payment is on, as the sample has it.
fn standing<'a>(sample: &'a Value, payment: &Value) -> &'a Value {
    let documents = sample["documents"].as_array().expect("documents");
    documents.iter().find(|one| one["id"] == payment["document"]).expect("the document")
}

/// All documents in QuickBooks Online that the sample's payments are on, posted.
async fn fleet(sample: &Value) -> Online {
    let online = open(On::default()).await;
    let mut documents = sample::fleet();
    documents.push(sample::bills()[2].clone());
    for document in &documents {
        online.push(document).await;
    }
    online.settle().await;
    assert_eq!(online.count(State::Posted).await, documents.len());
    for one in sample["documents"].as_array().expect("documents") {
        if one["system"] == "quickbooks_online" {
            let held = online.held(one["id"].as_str().expect("an id")).await;
            assert_eq!((held.len(), &held[0]["total"]), (1, &one["total"]), "{one}");
        }
    }
    online
}

/// The load in Business Central, posted.
async fn freight() -> Desk {
    let desk = Desk::open().await;
    desk.push(&sample::load()).await;
    desk.settle().await;
    assert_eq!(desk.held("REF-1002345").await, (1, 0));
    desk
}

/// What the sample says becomes of it.
fn said(payment: &Value) -> String {
    let text = |field: &str| payment["expect"][field].as_str();
    let decision = text("decision").expect("a decision");
    text("reason").map_or_else(|| decision.to_owned(), |reason| format!("{decision} {reason}"))
}

/// The source hands it in, and the worker has looked.
async fn handed_in(desk: &Desk, nth: usize, one: &Value, document: &Value) {
    let mut paid = one.clone();
    for field in ["case", "expect"] {
        paid.as_object_mut().expect("an object").remove(field);
    }
    paid["date"] = json!(DAY);
    let id = format!("P-{nth}");
    desk.take(&id, &paid).await;
    desk.work().await;
    let row = desk.payment(&id).await;
    let expect = &one["expect"];
    assert_eq!(decided(&row), said(one), "{}: {:?}", one["case"], row.message);
    assert_eq!(row.fee.as_deref(), expect["fee"].as_str(), "{}", one["case"]);
    assert_eq!(row.exported, expect["decision"] == "export", "{}: {:?}", one["case"], row.message);
    // A full payment completes the load, whether or not it goes to the books (R35).
    assert_eq!(row.completed, one["amount"] == document["total"], "{}", one["case"]);
}

/// Somebody enters it in the books, and half a day passes.
async fn paid_in_books(online: &Online, one: &Value) {
    let (document, amount) = (&one["document"], &one["amount"]);
    online.pay(&json!({"kind": "bill", "document": document, "amount": amount, "date": DAY})).await;
    half_a_day(online).await;
    let all = online.payments().await;
    let row = all.iter().find(|row| *document == row.named).expect("a payment from the books");
    assert_eq!(decided(row), said(one), "{}", one["case"]);
    assert_eq!(row.completed, one["expect"]["completes"] == true, "{}", one["case"]);
}

/// Somebody changes in the books what was sent there first.
async fn edited(online: &Online, one: &Value) {
    let sent = online.payment("P-0").await;
    assert_eq!(one["document"], sent.named);
    let id = sent.remote_id.as_deref().and_then(|id| id.rsplit('/').next()).expect("an id");
    let held = online.held(&sent.named).await;
    let line = json!({"Amount": 1800.0, "LinkedTxn": [
        {"TxnId": held[0]["id"], "TxnType": "Invoice"}]});
    let object = json!({"TotalAmt": 1800.0, "Line": [line]});
    let act = json!({"entity": "Payment", "operation": "update", "id": id, "object": object});
    online.person(&act).await;
    half_a_day(online).await;
    let was_and_is = ("edited".to_owned(), "1875.00".to_owned(), "1800.00".to_owned());
    assert_eq!(drifts(online).await, [was_and_is], "{}", one["case"]);
    assert_eq!(one["amount"], "1800.00");
    assert!(online.payment("P-0").await.completed, "completed stays completed");
}

async fn half_a_day(online: &Online) {
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
}
