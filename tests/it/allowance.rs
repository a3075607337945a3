//! T11: an allowance that lanes share, with each other and with strangers. How two lanes share a
//! window to the last request stands in `server/src/sync/pace`.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_sandbox::Config;
use waypost_tests::books::companies;
use waypost_tests::desk::{Desk, load_numbered};

pub(crate) async fn push(desk: &Desk, prefix: &str, many: usize) -> Vec<String> {
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
