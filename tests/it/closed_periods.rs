//! Closed periods by policy, and the date of going live (R26), judged by the sandbox's books.

use serde_json::json;
use waypost_tests::desk::load_numbered;
use waypost_tests::{Office, sample};

/// The sample's load is dated 2026-09-16.
async fn closed_until_october(office: &Office) {
    office.company(&json!({"postingRange": {"from": "2026-10-01", "to": null}})).await;
}

#[tokio::test]
async fn r26_case_76_parked_it_is_held_with_the_period_and_no_draft_was_made() {
    let office = Office::open().await;
    closed_until_october(&office).await;
    let id = office.push(&sample::load()).await;
    office.settle().await;
    let detail = office.detail(&id).await;
    assert_eq!(office.stands(&id).await, "needs_you closed_period");
    let message = detail.row.message.expect("words");
    assert!(message.contains("2026-09-16") && message.contains("before 2026-10-01"), "{message}");
    assert_eq!(detail.cause.expect("a cause").key, "closed_period");
    assert_eq!(office.held("REF-1002345").await, []);
    assert_eq!(detail.attempts, [], "nothing was sent about it");

    office.company(&json!({"postingRange": {"from": "2026-09-01", "to": null}})).await;
    office.act(&id, "retry", &json!({})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(office.detail(&id).await.posted.expect("a posting").redated, None);
}

#[tokio::test]
async fn r26_case_76_the_policy_moves_it_to_the_first_open_day_and_both_dates_are_told() {
    let office = Office::open().await;
    closed_until_october(&office).await;
    let id = office.push(&sample::load()).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you closed_period");
    // The setting is part of what held it: changed, it is decided anew by itself (R42).
    office.set(&json!({"closed_periods": "next_open_day"})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    let posted = office.detail(&id).await.posted.expect("a posting");
    assert_eq!(posted.differences, [], "its entries are found on the day they were posted on");
    let redated = posted.redated.expect("both dates");
    assert_eq!(
        (redated.from.to_string(), redated.to.to_string()),
        ("2026-09-16".into(), "2026-10-01".into())
    );
    let ledger = office.ledger().await;
    let document = &ledger["documents"][0];
    assert_eq!(
        (&document["postingDate"], &document["total"]),
        (&json!("2026-10-01"), &json!("3298.62"))
    );
    let memo = document["lines"][6]["description"].as_str().expect("a memo");
    assert!(memo.contains("Dated 2026-09-16") && memo.contains("2026-10-01"), "{memo}");
    let days = ledger["entries"].as_array().expect("entries");
    assert!(days.iter().all(|entry| entry["postingDate"] == "2026-10-01"));
}

#[tokio::test]
async fn r26_case_76_nothing_is_moved_into_a_period_that_has_ended_too() {
    let office = Office::open().await;
    office.set(&json!({"closed_periods": "next_open_day"})).await;
    office.company(&json!({"postingRange": {"from": "2026-01-01", "to": "2026-08-31"}})).await;
    let id = office.push(&sample::load()).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "needs_you closed_period");
    assert_eq!(office.held("REF-1002345").await, []);
}

#[tokio::test]
async fn r26_before_go_live_it_is_skipped_with_the_date_and_redone_when_the_date_changes() {
    let office = Office::open().await;
    office.set(&json!({"go_live": "2026-10-01"})).await;
    let id = office.push(&sample::load()).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "skipped before_go_live");
    let message = office.detail(&id).await.row.message.expect("words");
    assert!(message.contains("go-live on 2026-10-01"), "{message}");
    assert_eq!(office.held("REF-1002345").await, []);

    office.set(&json!({"go_live": "2026-09-16"})).await;
    office.settle().await;
    assert_eq!(office.stands(&id).await, "posted");
    assert_eq!(office.held("REF-1002345").await, [("Open".into(), "3298.62".into())]);
}

#[tokio::test]
async fn r26_case_62_what_arrives_after_a_setting_is_decided_with_it_though_a_round_is_at_work() {
    let (office, gate) = Office::behind_a_gate("/salesInvoices").await;
    let first = office.push(&sample::load()).await;
    // The worker is on its way with the first, and read the settings before.
    gate.reached().await;
    office.set(&json!({"go_live": "2026-10-01"})).await;
    let second = office.push(&load_numbered("REF-2")).await;
    gate.open();
    office.settle().await;
    assert_eq!(office.stands(&first).await, "posted", "decided before the setting");
    assert_eq!(office.stands(&second).await, "skipped before_go_live");
    assert_eq!(office.held("REF-2").await, []);
}
