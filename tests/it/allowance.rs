//! T11: an allowance that lanes share, with each other and with strangers. How two lanes share a
//! window to the last request stands in `server/src/sync/pace`.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use waypost_core::api::State;
use waypost_sandbox::{Config, company_id};
use waypost_tests::books::companies;
use waypost_tests::desk::{Desk, load_numbered};

async fn push(desk: &Desk, prefix: &str, many: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for n in 0..many {
        ids.push(desk.push(&load_numbered(&format!("{prefix}-{n:03}"))).await);
    }
    ids
}

/// How often each status was answered.
async fn answered(desk: &Desk, status: &str) -> u64 {
    desk.ask("GET", "tally", &Value::Null).await["statuses"][status].as_u64().unwrap_or(0)
}

#[tokio::test]
async fn another_application_that_uses_the_allowance_is_learned_from_a_few_refusals() {
    let desk = Desk::open().await;
    // 300 of 6,000 requests are left in five minutes; nobody tells us.
    desk.ask("POST", "limits", &json!({"taken_percent": 95})).await;
    let ids = push(&desk, "REF", 150).await;
    desk.settle().await;
    for id in &ids {
        assert_eq!(desk.state(id).await, (State::Posted, None));
    }
    let (refused, made) = (answered(&desk, "429").await, answered(&desk, "201").await);
    assert!(made >= 150, "{made} made");
    assert!((1..=3).contains(&refused), "{refused} of some 600 requests were refused");
}

#[tokio::test]
async fn a_pause_that_the_books_ask_of_one_lane_is_kept_by_every_lane_of_the_sign_in() {
    let one = Desk::open_with(Config { seed: Some(companies(1)), ..Config::default() }).await;
    let other = one.beside("CO-000").await;
    one.fault(json!({"path": "$batch", "kind": "status", "status": 429,
        "retry_after_seconds": 90}))
        .await;
    push(&one, "REF", 1).await;
    one.work().await;
    let waiting = push(&other, "REF", 1).await;
    let asked = || async {
        one.ask("GET", "tally", &Value::Null).await["requests"].as_u64().expect("a number")
    };
    let before = asked().await;
    one.clock.advance(SignedDuration::from_secs(60));
    one.work().await;
    assert_eq!(asked().await, before, "nobody asks for 90 seconds");
    one.settle().await;
    assert_eq!(other.state(&waiting[0]).await, (State::Posted, None));
}

#[tokio::test]
async fn a_lane_with_three_documents_is_done_while_one_with_hundreds_has_hardly_begun() {
    let large = Desk::open_with(Config { seed: Some(companies(1)), ..Config::default() }).await;
    let small = large.beside("CO-000").await;
    push(&large, "LARGE", 200).await;
    let three = push(&small, "SMALL", 3).await;
    large.ask("DELETE", "requests", &Value::Null).await;
    large.settle().await;
    for id in &three {
        assert_eq!(small.state(id).await, (State::Posted, None));
    }
    let log = large.ask("GET", "requests", &Value::Null).await;
    let log = log.as_array().expect("requests");
    let company = company_id("CO-000").to_string();
    let last = log.iter().rposition(|one| {
        let path = one["path"].as_str().unwrap_or_default();
        path.contains(&company) && path.ends_with("Microsoft.NAV.post")
    });
    let last = last.expect("the third posting order");
    assert!(log.len() > 800, "{} requests", log.len());
    assert!(last < 100, "the small lane was done after {last} of {} requests", log.len());
}

#[tokio::test]
async fn documents_that_come_while_another_lane_is_at_work_do_not_wait_for_its_end() {
    let large = Desk::open_with(Config { seed: Some(companies(1)), ..Config::default() }).await;
    let small = large.beside("CO-000").await;
    push(&large, "LARGE", 300).await;
    let stop = CancellationToken::new();
    let working = tokio::spawn({
        let (sync, stop) = (large.sync.clone(), stop.clone());
        async move { sync.run(stop).await }
    });
    while large.count(State::Posted).await < 5 {
        tokio::task::yield_now().await;
    }
    let three = push(&small, "SMALL", 3).await;
    small.sync.wake();
    while small.count(State::Posted).await < three.len() {
        tokio::task::yield_now().await;
    }
    let done = large.count(State::Posted).await;
    assert!(done < 200, "{done} of the other lane's 300 were done by then");
    stop.cancel();
    working.await.expect("the worker ends in order");
}
