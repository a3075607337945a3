//! Intuit says that the books changed: they are looked at in the next round, and what it said is not
//! believed.

use jiff::SignedDuration;
use serde_json::json;
use waypost_core::api::{Attempt, State};
use waypost_tests::desk::{FLEET, LOGISTICS, Online};
use waypost_tests::sample;

use super::changed::cheaper;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// Both forms, as Intuit writes them about a company.
pub(super) fn forms(realm: &str) -> [String; 2] {
    let entity = json!({"name": "Payment", "id": "999999", "operation": "Create",
        "lastUpdated": "2026-10-01T10:00:00-0700"});
    let old = json!({"eventNotifications": [
        {"realmId": realm, "dataChangeEvent": {"entities": [entity]}}]});
    let new = json!([{"specversion": "1.0", "id": "88cd52aa", "source": "intuit.x",
        "type": "qbo.payment.created.v1", "time": "2026-10-01T17:00:00Z",
        "intuitentityid": "999999", "intuitaccountid": realm, "data": {}}]);
    [old.to_string(), new.to_string()]
}

/// Intuit says so of Keystone Fleet.
async fn hint(online: &Online) {
    let said = online.sync.hinted_by_intuit(forms(FLEET)[0].as_bytes()).await;
    assert_eq!(said.expect("stored"), Some(1));
}

async fn pay(online: &Online, amount: &str) {
    let payment = json!({"kind": "invoice", "document": "REF-1002345", "amount": amount,
        "date": "2026-10-01"});
    online.pay(&payment).await;
}

#[tokio::test]
async fn a_payment_is_imported_in_the_round_after_the_hint_and_not_before() {
    for form in 0..2 {
        let online = Online::open().await;
        online.push(&sample::load()).await;
        online.settle().await;
        online.clock.advance(MINUTE);
        pay(&online, "3298.62").await;
        online.work().await;
        assert!(online.payments().await.is_empty(), "twelve hours have not passed");

        let other = &forms(LOGISTICS)[form];
        assert_eq!(online.sync.hinted_by_intuit(other.as_bytes()).await.expect("stored"), Some(1));
        online.work().await;
        assert!(online.payments().await.is_empty(), "it was about another company");

        let ours = &forms(FLEET)[form];
        online.sync.hinted_by_intuit(ours.as_bytes()).await.expect("stored");
        online.work().await;
        let rows = online.payments().await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        assert_eq!(rows[0].named, "REF-1002345");
        assert_ne!(rows[0].remote_id.as_deref(), Some("999999"), "read from the books");
    }
}

#[tokio::test]
async fn what_is_said_right_after_a_reading_is_read_a_minute_after_it() {
    let online = Online::open().await;
    online.push(&sample::load()).await;
    online.settle().await;
    online.clock.advance(MINUTE);
    pay(&online, "1000.00").await;
    hint(&online).await;
    online.work().await;
    assert_eq!(online.payments().await.len(), 1);

    pay(&online, "500.00").await;
    hint(&online).await;
    let next = online.work().await.expect("the worker looks again by itself");
    assert_eq!(online.payments().await.len(), 1, "they were read a moment ago");
    let wait = next.duration_since(online.clock.now_is());
    assert!(wait <= MINUTE, "{wait}");
    online.clock.advance(wait);
    online.work().await;
    assert_eq!(online.payments().await.len(), 2);
}

#[tokio::test]
async fn what_waits_for_a_person_is_looked_at_once_a_minute_however_often_it_is_said() {
    let online = Online::open().await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    pay(&online, "100.00").await;
    online.push(&cheaper()).await;
    online.work().await;
    let differs = (State::NeedsYou, Some("posted_differs".to_owned()));
    assert_eq!(online.state(&id).await, differs);
    let before = online.attempts(&id).await;
    for _ in 0..6 {
        hint(&online).await;
        online.work().await;
        assert_eq!(online.attempts(&id).await, before, "within the minute");
        online.clock.advance(SignedDuration::from_secs(10));
    }
    online.work().await;
    let last = |attempts: &[Attempt]| attempts.last().map(|one| one.at.clone());
    let after = online.attempts(&id).await;
    assert!(last(&after) > last(&before), "a minute after it was said first");
    assert_eq!(online.state(&id).await, differs);
    // Found again and again as it was, it is kept once.
    for _ in 0..20 {
        hint(&online).await;
        online.clock.advance(MINUTE);
        online.work().await;
    }
    let latest = online.attempts(&id).await;
    assert!(last(&latest) > last(&after), "it was looked at");
    assert_eq!(latest.len(), before.len());
}

#[tokio::test]
async fn what_has_neither_form_changes_nothing() {
    let online = Online::open().await;
    for body in ["", "{}", "[1]", "not JSON"] {
        let said = online.sync.hinted_by_intuit(body.as_bytes()).await.expect("stored");
        assert_eq!(said, None, "{body}");
    }
}
