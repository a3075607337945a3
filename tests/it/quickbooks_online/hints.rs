//! Intuit says that the books changed: they are looked at in the next round, and what it said is not
//! believed.

use serde_json::json;
use waypost_tests::desk::{FLEET, LOGISTICS, Online};
use waypost_tests::sample;

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

#[tokio::test]
async fn a_payment_is_imported_in_the_round_after_the_hint_and_not_before() {
    for form in 0..2 {
        let online = Online::open().await;
        online.push(&sample::load()).await;
        online.settle().await;
        online
            .pay(&json!({"kind": "invoice", "document": "REF-1002345", "amount": "3298.62",
                "date": "2026-10-01"}))
            .await;
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
async fn what_has_neither_form_changes_nothing() {
    let online = Online::open().await;
    for body in ["", "{}", "[1]", "not JSON"] {
        let said = online.sync.hinted_by_intuit(body.as_bytes()).await.expect("stored");
        assert_eq!(said, None, "{body}");
    }
}
