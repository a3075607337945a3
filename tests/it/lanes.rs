//! Lanes beside each other: none waits for another, and none keeps the worker from its rest.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use waypost_core::api::State;
use waypost_sandbox::{Config, company_id};
use waypost_server::clock::Clock;
use waypost_server::sync::Options;
use waypost_server::transport::Carrier;
use waypost_tests::books::companies;
use waypost_tests::clock::TestClock;
use waypost_tests::desk::Desk;

use crate::allowance::push;

/// Counts how often the worker asks for the time, which it does at every look.
struct Counted(Arc<TestClock>, AtomicUsize);

impl Clock for Counted {
    fn now(&self) -> Timestamp {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.now_is()
    }
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

#[tokio::test]
async fn whoever_signals_while_a_lane_is_at_work_is_heard_once() {
    let busy = Desk::open_with(Config { seed: Some(companies(1)), ..Config::default() }).await;
    let _idle = busy.beside("CO-000").await;
    let ids = push(&busy, "BUSY", 1).await;
    let gate = busy.gate("$batch");
    let carrier: Arc<dyn Carrier> = gate.clone();
    let clock = Arc::new(Counted(busy.clock.clone(), AtomicUsize::new(0)));
    let sync =
        busy.worker(clock.clone(), Options { carrier: Some(carrier), ..Options::together() });
    let stop = CancellationToken::new();
    let working = tokio::spawn({
        let (sync, stop) = (sync.clone(), stop.clone());
        async move { sync.run(stop).await }
    });
    gate.reached().await;
    sync.wake();
    let before = clock.1.load(Ordering::SeqCst);
    // Long enough for a hundred looks at the same database.
    for _ in 0..500 {
        busy.state(&ids[0]).await;
    }
    let asked = clock.1.load(Ordering::SeqCst) - before;
    assert!((1..100).contains(&asked), "the worker asked {asked} times for the time");
    gate.open();
    while busy.count(State::Posted).await < ids.len() {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    working.await.expect("the worker ends in order");
}
