//! Business Central shows no payments, only documents that turn Paid: each turn closes its document once,
//! and one that turns back is drift (R31, R33).

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_tests::desk::{COMPANY, Desk};
use waypost_tests::sample;

async fn settle_in_books(desk: &Desk, kind: &str, number: &str, action: &str) {
    let body = json!({"company": COMPANY, "kind": kind, "invoice": number, "action": action});
    desk.ask("POST", "payments", &body).await;
}

/// Half a day and a bit later, everything is read once more.
async fn later(desk: &Desk) {
    desk.clock.advance(SignedDuration::from_hours(13));
    desk.work().await;
}

async fn posted(desk: &Desk, document: &Value) -> (String, String) {
    let id = desk.push(document).await;
    desk.settle().await;
    let number = desk.row(&id).await.remote_number.expect("a number");
    (id, number)
}

/// R33 and edge case 91.
#[tokio::test]
async fn a_paid_invoice_and_a_paid_bill_close_what_they_bill_once() {
    let desk = Desk::open().await;
    let (_, invoice) = posted(&desk, &sample::load()).await;
    let (_, bill) = posted(&desk, &sample::bills()[2]).await;
    settle_in_books(&desk, "sales", &invoice, "pay").await;
    settle_in_books(&desk, "purchase", &bill, "pay").await;
    later(&desk).await;
    later(&desk).await;
    let rows = desk.payments().await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    for row in &rows {
        assert_eq!(row.decision.as_deref(), Some("import"), "{row:?}");
        assert!(row.completed && row.date_approximate, "{row:?}");
    }
}

/// R32: a credit is no payment.
#[tokio::test]
async fn an_invoice_that_was_credited_is_not_paid() {
    let desk = Desk::open().await;
    let (_, invoice) = posted(&desk, &sample::load()).await;
    settle_in_books(&desk, "sales", &invoice, "credit").await;
    later(&desk).await;
    for row in desk.payments().await {
        assert!(!row.completed, "{row:?}");
        assert_eq!(row.reason.as_deref(), Some("credited_not_paid"), "{row:?}");
    }
}

/// R31 and edge case 103: what we wrote off is no credit beside the payment.
#[tokio::test]
async fn a_short_payment_closes_its_load_once_the_rest_is_written_off() {
    let desk = Desk::open().await;
    let (id, invoice) = posted(&desk, &sample::load()).await;
    let paid = json!({"company": COMPANY, "kind": "sales", "invoice": invoice, "action": "pay",
        "amount": "3000.00"});
    desk.ask("POST", "payments", &paid).await;
    later(&desk).await;
    assert_eq!(desk.payments().await, [], "paid in part, it does not turn");

    desk.push(&sample::written_off(sample::load(), "298.62", "3000.00")).await;
    desk.work().await;
    desk.write_off(&id).await;
    desk.settle().await;
    later(&desk).await;
    let rows = desk.payments().await;
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(row.decision.as_deref(), Some("import"), "{row:?}");
    assert!(row.completed && row.amount == "3000.00", "{row:?}");
}

/// R35 and edge case 98.
#[tokio::test]
async fn a_payment_that_is_unapplied_after_it_counted_is_drift() {
    let desk = Desk::open().await;
    let (_, invoice) = posted(&desk, &sample::load()).await;
    settle_in_books(&desk, "sales", &invoice, "pay").await;
    later(&desk).await;
    settle_in_books(&desk, "sales", &invoice, "unapply").await;
    later(&desk).await;
    let drifts = desk.drifts().await;
    let reasons: Vec<&str> = drifts.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(reasons, ["voided"]);
    assert!(desk.payments().await[0].completed, "completed stays completed");
}
