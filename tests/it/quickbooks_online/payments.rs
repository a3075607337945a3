//! Payments in both directions over QuickBooks Online: exported to the deposit account, imported when the
//! books have them, each of the others with its reason (R30 to R37).

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::{ChangeKind, PaymentRow, State};
use waypost_server::clock::{Clock, text};
use waypost_server::store::event::{self, Mark};
use waypost_server::store::payment;
use waypost_server::sync::Options;
use waypost_tests::desk::{Fuse, Online, load_numbered, stopped_by};
use waypost_tests::sample::{self, SUBSIDIARY};
use waypost_tests::{On, on_both};

on_both!(a_full_payment_by_hand_goes_to_the_deposit_account_and_closes_the_invoice);

/// Until the next round of payments (R30), where the allowance of a second was used up.
pub(super) const FIVE_MINUTES: SignedDuration = SignedDuration::from_mins(5);

pub(super) async fn open(on: On) -> Online {
    let online = Online::on(on).await;
    online.submit(&sample::paying_mapping()).await;
    online
}

/// A full payment that was entered at the source.
pub(super) fn by_hand(document: &str, amount: &str) -> Value {
    json!({"direction": "customer", "origin": "manual", "document": document, "amount": amount,
        "date": "2026-10-01", "reference": "ACH 88213"})
}

/// The same, taken back there.
pub(super) fn voided(document: &str, amount: &str) -> Value {
    let mut payment = by_hand(document, amount);
    payment["state"] = json!("voided");
    payment
}

/// Decision and reason.
pub(super) fn decided(row: &PaymentRow) -> String {
    let decision = row.decision.as_deref().unwrap_or("-");
    row.reason.as_ref().map_or_else(|| decision.to_owned(), |reason| format!("{decision} {reason}"))
}

/// Payments of the books, customers' and vendors'.
pub(super) async fn in_books(online: &Online) -> Vec<Value> {
    let books = online.books_of_file().await;
    let all = books["transactions"].as_array().expect("transactions");
    let is = |one: &&Value| one["kind"] == "Payment" || one["kind"] == "BillPayment";
    all.iter().filter(is).cloned().collect()
}

/// R30, R34 and edge case 83.
async fn a_full_payment_by_hand_goes_to_the_deposit_account_and_closes_the_invoice(on: On) {
    let online = open(on).await;
    online.push(&sample::load()).await;
    online.settle().await;
    let told = online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    assert_eq!(decided(&told[0]), "export");
    assert!(told[0].completed, "a full payment completes the load");
    online.work().await;
    let paid = online.payment("P-1").await;
    assert_eq!((paid.state, paid.exported), (Some(State::Posted), true), "{:?}", paid.message);
    let held = &online.held("REF-1002345").await[0];
    assert_eq!(held["open"], "0.00");
    let balances = online.balances().await;
    assert!(balances.contains(&("Undeposited Funds".to_owned(), "3298.62".to_owned())));
    assert!(balances.iter().all(|(account, _)| !account.contains("Receivable")), "{balances:?}");
    // Working again sends nothing again, and the import knows its own.
    online.work().await;
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
    assert_eq!(in_books(&online).await.len(), 1);
    assert_eq!(online.payments().await.len(), 1, "an echo is no second payment");
}

/// Reason, what was paid, and what is.
pub(super) async fn drifts(online: &Online) -> Vec<(String, String, String)> {
    online.drifts().await.into_iter().map(|one| (one.reason, one.was, one.is)).collect()
}

/// R31 and edge case 85: what was decided of a part stays when the rest arrives.
#[tokio::test]
async fn the_first_part_stays_a_part_when_the_rest_arrives() {
    for invoice_first in [true, false] {
        let online = open(On::default()).await;
        if invoice_first {
            online.push(&sample::load()).await;
            online.settle().await;
        }
        online.take("P-1", &by_hand("REF-1002345", "3000.00")).await;
        online.take("P-2", &by_hand("REF-1002345", "298.62")).await;
        if !invoice_first {
            online.push(&sample::load()).await;
            online.settle().await;
        }
        for _ in 0..3 {
            online.clock.advance(SignedDuration::from_mins(5));
            online.work().await;
            let (first, second) = (online.payment("P-1").await, online.payment("P-2").await);
            assert_eq!(decided(&first), "skip partial", "{:?}", first.message);
            let words = first.message.unwrap_or_default();
            assert!(words.contains("received 3,000.00 of 3,298.62"), "{words}");
            assert_eq!(decided(&second), "hold paid_by_parts", "{:?}", second.message);
        }
        assert_eq!(in_books(&online).await.len(), 0);
    }
}

/// Those who follow payments hear of one that only moves on.
#[tokio::test]
async fn a_payment_on_its_way_leaves_marks_of_its_own() {
    let online = open(On::default()).await;
    online.push(&sample::load()).await;
    online.settle().await;
    online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    let before = marks(&online).await;
    assert!(!before.is_empty(), "it came");
    online.work().await;
    assert_eq!(online.payment("P-1").await.state, Some(State::Posted));
    let after = marks(&online).await;
    assert!(after.iter().any(|mark| !before.contains(mark)), "{after:?}");
}

/// What is told to those who follow payments.
async fn marks(online: &Online) -> Vec<Mark> {
    let mut db = online.store.read().await.expect("a connection");
    let all = event::marks(&mut db, &online.scope, online.clock.now()).await.expect("marks");
    all.into_iter().filter(|mark| mark.of.kind == ChangeKind::Payments).collect()
}

/// R30 and edge case 101.
#[tokio::test]
async fn a_payment_waits_for_its_invoice_and_goes_when_that_is_posted() {
    let online = open(On::default()).await;
    let told = online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    assert_eq!(decided(&told[0]), "wait invoice_not_exported");
    online.push(&sample::load()).await;
    online.settle().await;
    online.work().await;
    let paid = online.payment("P-1").await;
    assert_eq!((decided(&paid).as_str(), paid.state), ("export", Some(State::Posted)));
}

/// R36: those that stay here hide none that came after them.
#[tokio::test]
async fn a_payment_goes_though_a_thousand_older_ones_wait_for_ever() {
    let online = open(On::default()).await;
    for nth in 0..1_000 {
        let old = by_hand(&format!("NEVER-{nth}"), "10.00");
        let told = online.take(&format!("OLD-{nth}"), &old).await;
        assert_eq!(decided(&told[0]), "wait invoice_not_exported");
    }
    online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    let load = online.push(&sample::load()).await;
    for _ in 0..3 {
        online.work().await;
        online.clock.advance(SignedDuration::from_mins(5));
    }
    assert_eq!(online.state(&load).await.0, State::Posted);
    let rows = online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    assert_eq!((decided(&rows[0]).as_str(), rows[0].state), ("export", Some(State::Posted)));
    assert_eq!(in_books(&online).await.len(), 1);
}

/// R36: what is due follows from state.
#[tokio::test]
async fn export_that_is_switched_on_later_sends_what_was_skipped() {
    let online = Online::open().await;
    online.push(&sample::load()).await;
    online.settle().await;
    let told = online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    assert_eq!(decided(&told[0]), "skip export_off");
    online.submit(&sample::paying_mapping()).await;
    online.work().await;
    assert_eq!(decided(&online.payment("P-1").await), "export");
    assert_eq!(in_books(&online).await.len(), 1);
    // Off and on again between two looks: what came meanwhile is sent as well.
    online.push(&load_numbered("L-2")).await;
    online.settle().await;
    online.submit(&sample::mapping()).await;
    let told = online.take("P-2", &by_hand("L-2", "3298.62")).await;
    assert_eq!(decided(&told[0]), "skip export_off");
    online.submit(&sample::paying_mapping()).await;
    online.work().await;
    assert_eq!(decided(&online.payment("P-2").await), "export");
    assert_eq!(in_books(&online).await.len(), 2);
}

#[tokio::test]
async fn a_payment_that_nobody_hears_of_is_in_the_books_once() {
    for kind in ["commit_then_drop", "drop_before", "half_reply"] {
        let online = open(On::default()).await;
        online.push(&sample::load()).await;
        online.settle().await;
        online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
        online.fault(json!({"method": "POST", "path": "/payment", "kind": kind})).await;
        online.work().await;
        assert_eq!(online.payment("P-1").await.state, Some(State::Checking), "{kind}");
        online.clock.advance(SignedDuration::from_secs(400));
        online.work().await;
        assert_eq!(online.payment("P-1").await.state, Some(State::Posted), "{kind}");
        assert_eq!(in_books(&online).await.len(), 1, "{kind}");
    }
}

/// R41 and edge case 102: what was sent is looked up, whatever the source did meanwhile.
#[tokio::test]
async fn a_payment_that_is_voided_before_its_answer_is_looked_up_and_drift_where_it_arrived() {
    for (kind, arrived) in [("commit_then_drop", true), ("drop_before", false)] {
        let online = open(On::default()).await;
        online.push(&sample::load()).await;
        online.settle().await;
        online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
        online.fault(json!({"method": "POST", "path": "/payment", "kind": kind})).await;
        online.work().await;
        online.take("P-1", &voided("REF-1002345", "3298.62")).await;
        let row = online.payment("P-1").await;
        assert_eq!(
            (decided(&row).as_str(), row.state),
            ("export no_answer", Some(State::Checking))
        );
        for _ in 0..3 {
            online.clock.advance(SignedDuration::from_secs(400));
            online.work().await;
        }
        online.clock.advance(SignedDuration::from_hours(13));
        online.work().await;
        assert_eq!(in_books(&online).await.len(), usize::from(arrived), "{kind}");
        assert_eq!(online.payments().await.len(), 1, "{kind}: it is no second payment");
        let (row, told) = (online.payment("P-1").await, drifts(&online).await);
        if arrived {
            assert_eq!(told, [("taken_back_here".to_owned(), "0.00".into(), "3298.62".into())]);
            assert_eq!((row.state, row.exported), (Some(State::Posted), true));
        } else {
            assert!(told.is_empty(), "{told:?}");
            assert_eq!((decided(&row).as_str(), row.exported), ("skip taken_back_here", false));
        }
    }
}

/// R34: the import may meet it before its answer is looked up.
#[tokio::test]
async fn a_payment_of_ours_that_the_import_meets_before_its_answer_is_an_echo() {
    let online = open(On::default()).await;
    online.push(&sample::load()).await;
    online.settle().await;
    // The import is due a minute after the answer is lost, and the look-up two minutes after it.
    online.clock.advance(SignedDuration::from_hours(12) - SignedDuration::from_secs(30));
    online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    online.fault(json!({"method": "POST", "path": "/payment", "kind": "commit_then_drop"})).await;
    online.work().await;
    online.clock.advance(SignedDuration::from_secs(60));
    online.work().await;
    assert_eq!(online.payment("P-1").await.state, Some(State::Checking));
    assert_eq!(online.payments().await.len(), 1, "it is no second payment");
    online.clock.advance(SignedDuration::from_secs(400));
    online.work().await;
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
    assert_eq!(online.payment("P-1").await.state, Some(State::Posted));
    assert_eq!((online.payments().await.len(), online.drifts().await.len()), (1, 0));
    assert_eq!(in_books(&online).await.len(), 1);
}

/// R40: what paid the invoice is ours, though the database does not know it any more.
#[tokio::test]
async fn a_payment_that_was_sent_after_the_backup_is_adopted_from_the_books() {
    let mut online = open(On::Sqlite).await;
    online.push(&sample::load()).await;
    online.settle().await;
    online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    let backup = online.backup().await;
    online.work().await;
    assert_eq!(online.payment("P-1").await.state, Some(State::Posted));

    online.restore(&backup).await;
    assert_eq!(online.payment("P-1").await.state, None, "the database is yesterday's");
    online.work().await;
    let paid = online.payment("P-1").await;
    assert_eq!((paid.state, paid.exported), (Some(State::Posted), true), "{:?}", paid.message);
    assert_eq!(in_books(&online).await.len(), 1);
}

#[tokio::test]
async fn a_worker_that_ends_at_any_point_pays_once() {
    let way = {
        let fuse = Fuse::after(usize::MAX);
        let mut online = open(On::default()).await;
        online.push(&sample::load()).await;
        online.settle().await;
        online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
        online.start_again(stopped_by(&fuse));
        online.work().await;
        fuse.passed()
    };
    assert!(way.iter().any(|point| point.starts_with("pay:")), "{way:?}");
    for (at, name) in way.iter().enumerate() {
        let fuse = Fuse::after(at);
        let mut online = open(On::default()).await;
        online.push(&sample::load()).await;
        online.settle().await;
        online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
        online.start_again(stopped_by(&fuse));
        online.work().await;
        for _ in 0..3 {
            online.start_again(Options::default());
            online.clock.advance(SignedDuration::from_secs(400));
            online.work().await;
        }
        assert_eq!(online.payment("P-1").await.state, Some(State::Posted), "{name}");
        assert_eq!(in_books(&online).await.len(), 1, "{name}");
    }
}

#[tokio::test]
async fn an_invoice_that_was_paid_in_the_books_already_is_not_paid_twice() {
    let online = open(On::default()).await;
    online.push(&sample::load()).await;
    online.settle().await;
    online
        .pay(&json!({"kind": "invoice", "document": "REF-1002345", "amount": "3298.62",
            "date": "2026-10-01"}))
        .await;
    online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    online.work().await;
    assert_eq!(decided(&online.payment("P-1").await), "export paid_in_books");
    // The import shows that it was this payment, and nobody has to do anything about it.
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
    let paid = online.payment("P-1").await;
    assert_eq!(decided(&paid), "export confirmed_in_books");
    assert_eq!((paid.state, paid.exported), (Some(State::Skipped), false));
    online.work().await;
    assert_eq!(in_books(&online).await.len(), 1);
}

/// R42: what the books must be set for waits, and goes by itself once they are.
#[tokio::test]
async fn a_payment_of_a_closed_period_goes_by_itself_once_the_period_is_open() {
    let online = open(On::default()).await;
    online.push(&sample::load()).await;
    online.settle().await;
    online.set(&json!({"bookCloseDate": "2026-10-31"})).await;
    online.take("P-1", &by_hand("REF-1002345", "3298.62")).await;
    online.work().await;
    let waits = online.payment("P-1").await;
    assert_eq!(decided(&waits), "export closed_period", "{:?}", waits.message);
    assert_eq!(waits.state, Some(State::Waiting));
    online.set(&json!({"bookCloseDate": "2025-12-31"})).await;
    online.work().await;
    assert_eq!(in_books(&online).await.len(), 0, "its hour has not passed");
    online.clock.advance(SignedDuration::from_mins(61));
    online.work().await;
    assert_eq!(online.payment("P-1").await.state, Some(State::Posted));
    assert_eq!(in_books(&online).await.len(), 1);
}

/// R31 and R32: several payments of the books pay together.
#[tokio::test]
async fn two_payments_in_the_books_close_a_bill_together_and_once() {
    let online = open(On::default()).await;
    let bill = online.push(&sample::bills()[2]).await;
    online.settle().await;
    let pay = |amount: &str| json!({"kind": "bill", "document": "T-1002388-1", "amount": amount, "date": "2026-10-01"});
    online.pay(&pay("1000.00")).await;
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
    assert_eq!(decided(&online.payments().await[0]), "skip partial");
    online.pay(&pay("965.00")).await;
    for _ in 0..3 {
        online.clock.advance(SignedDuration::from_hours(13));
        online.work().await;
    }
    let all = online.payments().await;
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|one| one.completed), "{all:?}");
    assert!(all.iter().all(|one| one.document.as_deref() == Some(&*bill)));
}

/// R33 and R36: one run reads all of it.
#[tokio::test]
async fn after_nine_days_and_after_forty_days_of_outage_everything_is_imported() {
    for days in [9, 40] {
        let online = open(On::default()).await;
        online.push(&sample::bills()[2]).await;
        online.settle().await;
        online
            .pay(&json!({"kind": "bill", "document": "T-1002388-1", "amount": "1965.00",
                "date": "2026-10-02"}))
            .await;
        online.clock.advance(SignedDuration::from_hours(24 * days));
        online.work().await;
        assert_eq!(decided(&online.payments().await[0]), "import", "{days} days");
    }
}

/// R35 and edge case 98.
#[tokio::test]
async fn a_payment_that_is_taken_away_after_it_counted_is_drift_and_a_person_may_reopen() {
    for (operation, days, reason) in
        [("void", 1, "voided"), ("delete", 1, "deleted"), ("delete", 40, "deleted")]
    {
        let online = open(On::default()).await;
        let bill = online.push(&sample::bills()[2]).await;
        online.settle().await;
        online
            .pay(&json!({"kind": "bill", "document": "T-1002388-1", "amount": "1965.00",
                "date": "2026-10-02"}))
            .await;
        online.clock.advance(SignedDuration::from_hours(13));
        online.work().await;
        let paid = online.payments().await.remove(0);
        assert!(paid.completed);
        let id = paid.remote_id.as_deref().and_then(|id| id.rsplit('/').next()).map(str::to_owned);
        online.person(&json!({"entity": "BillPayment", "operation": operation, "id": id})).await;
        online.clock.advance(SignedDuration::from_hours(24 * days));
        online.work().await;
        let found = drifts(&online).await;
        assert_eq!(found, [(reason.to_owned(), "1965.00".into(), "0.00".into())], "{days} days");
        assert!(online.payments().await[0].completed, "completed stays completed");
        let mut tx = online.store.begin().await.expect("a transaction");
        let now = text(online.clock.now());
        payment::release(&mut tx, &online.scope, &bill, &now).await.expect("reopened");
        tx.commit().await.expect("a commit");
        online.clock.advance(SignedDuration::from_hours(13));
        online.work().await;
        assert!(!online.payments().await[0].completed, "it does not close itself again");
    }
}

/// R32 and edge case 93.
#[tokio::test]
async fn what_others_enter_in_the_books_is_counted_and_left_alone() {
    let online = open(On::default()).await;
    online.push(&sample::bills()[2]).await;
    online.settle().await;
    let theirs = online
        .person(&json!({"entity": "Bill", "operation": "create", "object": {
            "VendorRef": {"value": "30"}, "DocNumber": "THEIRS", "TxnDate": "2026-10-01",
            "Line": [{"DetailType": "AccountBasedExpenseLineDetail", "Amount": 10.0,
                      "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "63"}}}]}}))
        .await;
    assert!(theirs.is_object());
    online
        .pay(&json!({"kind": "bill", "document": "THEIRS", "amount": "10.00",
            "date": "2026-10-01"}))
        .await;
    online.clock.advance(SignedDuration::from_hours(13));
    online.work().await;
    assert_eq!(online.payments().await.len(), 0);
    let connection = online.connection().await;
    assert_eq!(connection.subsidiary, SUBSIDIARY);
}
