//! What a person does about documents: leaves them out, enters them by hand, mends one cause of many.
//! The sandbox's books say what became of them.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_core::api::SeveralDone;
use waypost_tests::desk::{COMPANY, load_numbered};
use waypost_tests::{Office, sample};

const ACTIVITY: &str = "/api/v1/subsidiaries/S-KF/activity";

async fn audited(office: &Office, action: &str) -> Vec<(String, String)> {
    let mut db = office.app.store.read().await.expect("a connection");
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT actor, subject FROM audit WHERE action = $1 ORDER BY at, id")
            .bind(action)
            .fetch_all(&mut *db)
            .await
            .expect("the audit log");
    rows
}

/// A closed period holds what is pushed.
async fn held(office: &Office, number: &str) -> String {
    office.company(&json!({"postingRange": {"from": "2026-10-01", "to": null}})).await;
    let id = office.push(&load_numbered(number)).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you closed_period");
    id
}

#[tokio::test]
async fn what_is_skipped_stays_out_until_a_retry_undoes_it_and_who_did_it_is_audited() {
    let office = Office::open().await;
    let id = held(&office, "REF-1").await;
    let row = office.act(&id, "skip", &json!({"reason": "Paid in cash"})).await;
    assert_eq!(waypost_tests::office::standing(&row), "skipped skipped_by_hand");
    let message = row.message.expect("words");
    assert!(message.starts_with("Skipped by Ada Reyes: Paid in cash."), "{message}");
    // Neither an open period nor another setting undoes what a person decided.
    office.company(&json!({"postingRange": {"from": null, "to": null}})).await;
    office.set(&json!({"closed_periods": "next_open_day"})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "skipped skipped_by_hand");
    assert_eq!(office.held("REF-1").await, []);

    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    let skipped = audited(&office, "document.skip").await;
    assert!(skipped.len() == 1 && skipped[0].0.starts_with("Ada Reyes (usr"), "{skipped:?}");
    assert_eq!(
        (skipped[0].1.as_str(), audited(&office, "document.retry").await.len()),
        (id.as_str(), 1)
    );

    let path = format!("/api/v1/documents/{id}");
    let skip = office.ada.post(&format!("{path}/skip"), &json!({"reason": "x"})).await;
    assert!(skip.refused(409, "posted_already").detail().contains("Cancel or credit it there"));
}

#[tokio::test]
async fn case_81_handled_outside_takes_number_and_words_and_is_counted_apart() {
    let office = Office::open().await;
    let id = held(&office, "REF-1").await;
    let path = format!("/api/v1/documents/{id}/handled");
    for body in
        [json!({"remote_number": "103999", "note": " "}), json!({"remote_number": "", "note": "x"})]
    {
        office.ada.post(&path, &body).await.refused(422, "unusable_value");
    }
    let body = json!({"remote_number": "103999", "note": "entered before go-live"});
    let row = office.act(&id, "handled", &body).await;
    assert_eq!(waypost_tests::office::standing(&row), "skipped handled_outside");
    assert_eq!(row.remote_number.as_deref(), Some("103999"));
    office.push(&json!(load_numbered("REF-2"))).await;
    office.settle().await;
    let counts = office.ada.get("/api/v1/subsidiaries/S-KF").await.json()["counts"].clone();
    assert_eq!((&counts["skipped"], &counts["handled_outside"]), (&json!(1), &json!(1)));
    assert_eq!(audited(&office, "document.handled").await.len(), 1);
    assert_eq!(office.held("REF-1").await, []);
}

/// R42: fourteen documents of one cause, one edit of the mapping, and all of them are posted.
#[tokio::test]
async fn r42_case_73_fourteen_documents_of_one_cause_are_mended_by_one_edit() {
    let office = Office::open().await;
    // A mapping with errors is never submitted: the chart brings this one.
    let account = format!("accounts/{COMPANY}/40100");
    office.control(Method::POST, &account, &json!({"blocked": true})).await;
    let chart = "/api/v1/subsidiaries/S-KF/connection/chart";
    office.ada.post(chart, &json!({})).await.expect(200);
    let mut ids = Vec::new();
    for number in 1..=14 {
        ids.push(office.push(&load_numbered(&format!("REF-{number}"))).await);
    }
    office.settle().await;
    let mut causes = Vec::new();
    for id in &ids {
        assert_eq!(office.stands(id).await, "needs_you account_inactive");
        causes.push(office.detail(id).await.cause.expect("a cause").key);
    }
    causes.dedup();
    assert_eq!(causes, ["account_inactive:load.items.customer_linehaul"], "one cause for all");
    assert_eq!(office.ledger().await["documents"], json!([]));

    let mut mended = sample::mapping();
    mended["load"]["items"]["customer_linehaul"] = json!("a-40200");
    office.submit(&mended).await;
    office.settle().await;
    for id in &ids {
        assert_eq!(office.stands(id).await, "posted");
    }
    let ledger = office.ledger().await;
    let documents = ledger["documents"].as_array().expect("documents");
    let open = documents.iter().filter(|one| one["status"] == "Open").count();
    assert_eq!((documents.len(), open), (14, 14));
    // 14 loads of 2,450.00 linehaul and 401.12 fuel surcharge on the account that was chosen.
    assert_eq!(office.net("40200").await, "-39915.68");
}

#[tokio::test]
async fn a_whole_cause_is_tried_again_or_skipped_at_once_and_only_in_its_subsidiary() {
    let office = Office::open().await;
    let mut ids = Vec::new();
    for number in ["REF-1", "REF-2", "REF-3"] {
        ids.push(held(&office, number).await);
    }
    let two = json!({"documents": [ids[0], ids[1], "doc_nowhere"], "reason": "not ours"});
    let done: SeveralDone =
        office.ada.post(&format!("{ACTIVITY}/skip"), &two).await.expect(200).read();
    assert_eq!((done.done, done.refused.len()), (2, 1));
    assert_eq!(
        (done.refused[0].id.as_str(), done.refused[0].code.as_str()),
        ("doc_nowhere", "not_found")
    );
    assert_eq!(office.stands(&ids[1]).await, "skipped skipped_by_hand");

    office.company(&json!({"postingRange": {"from": null, "to": null}})).await;
    let cause = json!({"cause": "closed_period"});
    let done: SeveralDone =
        office.ada.post(&format!("{ACTIVITY}/retry"), &cause).await.expect(200).read();
    assert_eq!((done.done, done.refused), (1, vec![]));
    let cause = json!({"cause": "skipped_by_hand"});
    let done: SeveralDone =
        office.ada.post(&format!("{ACTIVITY}/retry"), &cause).await.expect(200).read();
    assert_eq!(done.done, 2);
    office.settle().await;
    for (id, number) in ids.iter().zip(["REF-1", "REF-2", "REF-3"]) {
        assert_eq!(office.stands(id).await, "posted");
        assert_eq!(office.held(number).await.len(), 1);
    }
    assert_eq!(audited(&office, "activity.retry").await.len(), 2);

    office.ada.post(&format!("{ACTIVITY}/skip"), &cause).await.refused(422, "unusable_value");
    for body in [json!({}), json!({"documents": ids, "cause": "closed_period"})] {
        office.ada.post(&format!("{ACTIVITY}/retry"), &body).await.refused(422, "unusable_value");
    }
    let other = "/api/v1/subsidiaries/S-XX/activity/retry";
    office.ada.post(other, &json!({"cause": "closed_period"})).await.refused(404, "not_found");
}

/// A cause that still stands holds its documents again, and the loop over them ends.
#[tokio::test]
async fn a_cause_of_many_that_still_stands_holds_them_again() {
    let office = Office::open().await;
    office
        .ada
        .post("/api/v1/subsidiaries", &json!({"id": "S-KB", "name": "Keystone Brokerage LLC"}))
        .await
        .expect(201);
    let many: Vec<Value> = (0..700)
        .map(|number| {
            let mut load = load_numbered(&format!("REF-{number}"));
            load["subsidiary"] = json!("S-KB");
            load
        })
        .collect();
    office.ada.post("/api/v1/documents", &json!(many)).await.expect(200);
    let body = json!({"cause": "no_connection:Keystone Brokerage LLC"});
    let path = "/api/v1/subsidiaries/S-KB/activity/retry";
    let done: SeveralDone = office.ada.post(path, &body).await.expect(200).read();
    assert_eq!((done.done, done.refused), (700, vec![]));
    let counts = office.ada.get("/api/v1/subsidiaries/S-KB").await.json()["counts"].clone();
    assert_eq!(counts["needs_you"], 700);
}
