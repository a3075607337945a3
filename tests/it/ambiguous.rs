//! Requests whose outcome is unknown, and a remote that fails as a whole: nothing is sent blindly,
//! no try is used up, and everything is settled within the quarantine.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_tests::desk::{Desk, impatient, load_numbered};
use waypost_tests::sample;
use waypost_tests::unheard::unheard_kinds;

const CREATE: &str = "salesInvoices";
const POST: &str = "Microsoft.NAV.post";

async fn posted_once(desk: &Desk, id: &str, number: &str) {
    let row = desk.row(id).await;
    assert_eq!((row.state, row.reason), (State::Posted, None), "{:?}", row.message);
    assert_eq!(desk.held(number).await, (1, 0));
}

/// The fault strikes once, at creating or posting; the load ends up in the books once.
async fn survives(path: &str, fault: Value) {
    let mut desk = Desk::open().await;
    desk.start_again(impatient());
    let id = desk.push(&sample::load()).await;
    let mut strike = json!({"method": "POST", "path": path, "times": 1});
    for (name, value) in fault.as_object().expect("fields") {
        strike[name] = value.clone();
    }
    desk.fault(strike).await;
    desk.settle().await;
    posted_once(&desk, &id, "REF-1002345").await;
    let struck = desk.ask("GET", "faults", &Value::Null).await;
    assert!(struck.to_string().contains("\"struck\":1"), "{struck}");
}

#[tokio::test]
async fn a_create_that_is_carried_out_and_never_answered_is_adopted() {
    survives(CREATE, json!({"kind": "commit_then_drop"})).await;
    survives(CREATE, json!({"kind": "half_reply"})).await;
    survives(CREATE, json!({"kind": "error_after_commit", "status": 500})).await;
    survives(CREATE, json!({"kind": "error_after_commit", "status": 504})).await;
    survives(CREATE, json!({"kind": "delay", "ms": 900, "when": "after_commit"})).await;
}

#[tokio::test]
async fn a_create_that_never_arrives_is_sent_again() {
    survives(CREATE, json!({"kind": "drop_before"})).await;
    survives(CREATE, json!({"kind": "status", "status": 500})).await;
    survives(CREATE, json!({"kind": "status", "status": 503})).await;
    survives(CREATE, json!({"kind": "delay", "ms": 900, "when": "before_commit"})).await;
}

#[tokio::test]
async fn a_posting_order_without_answer_is_given_again() {
    survives(POST, json!({"kind": "commit_then_drop"})).await;
    survives(POST, json!({"kind": "drop_before"})).await;
    survives(POST, json!({"kind": "error_after_commit", "status": 500})).await;
    survives(POST, json!({"kind": "delay", "ms": 900, "when": "after_commit"})).await;
}

#[tokio::test]
async fn an_unanswered_create_is_not_sent_again_before_the_quarantine_is_over() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    let drop = json!({"method": "POST", "path": CREATE, "kind": "drop_before", "times": 1});
    desk.fault(drop).await;
    desk.work().await;
    assert_eq!(desk.state(&id).await, (State::Checking, Some("no_answer".to_owned())));
    for minute in 1..18 {
        desk.clock.advance(SignedDuration::from_mins(1));
        desk.work().await;
        assert_eq!(desk.state(&id).await.0, State::Checking, "minute {minute}");
        assert_eq!(desk.held("REF-1002345").await, (0, 0));
    }
    desk.clock.advance(SignedDuration::from_mins(1));
    desk.work().await;
    posted_once(&desk, &id, "REF-1002345").await;
}

#[tokio::test]
async fn a_rate_limit_is_waited_out_as_long_as_the_books_say() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.fault(json!({"method": "POST", "path": "$batch", "kind": "status", "status": 429,
        "code": "Application_TooManyRequests", "text": "Too many requests reached.",
        "retry_after_seconds": 90}))
        .await;
    desk.work().await;
    let asked = desk.ask("GET", "requests", &Value::Null).await.as_array().map(Vec::len);
    desk.clock.advance(SignedDuration::from_secs(89));
    desk.work().await;
    let again = desk.ask("GET", "requests", &Value::Null).await.as_array().map(Vec::len);
    assert_eq!(asked, again, "nothing is asked for 90 seconds");
    desk.clock.advance(SignedDuration::from_secs(1));
    desk.work().await;
    posted_once(&desk, &id, "REF-1002345").await;
}

#[tokio::test]
async fn a_rate_limit_of_three_hours_uses_up_no_tries() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.fault(json!({"kind": "status", "status": 429, "code": "Application_TooManyRequests",
        "text": "Too many requests reached.", "times": 100_000}))
        .await;
    let start = desk.clock.now_is();
    while desk.clock.now_is().duration_since(start) < SignedDuration::from_hours(3) {
        let due = desk.work().await.expect("something is due");
        desk.clock.advance(due.duration_since(desk.clock.now_is()));
    }
    assert_eq!(desk.state(&id).await.0, State::Waiting);
    desk.mend().await;
    desk.settle().await;
    posted_once(&desk, &id, "REF-1002345").await;
}

#[tokio::test]
async fn books_that_go_down_in_the_middle_lose_and_double_nothing() {
    let desk = Desk::open().await;
    let mut ids = Vec::new();
    for n in 0..10 {
        let number = format!("REF-{n:02}");
        ids.push((desk.push(&load_numbered(&number)).await, number));
    }
    desk.fault(json!({"kind": "status", "status": 503, "skip": 9, "times": 6})).await;
    desk.settle().await;
    for (id, number) in &ids {
        posted_once(&desk, id, number).await;
    }
}

/// T5: a fifth of all writes has an outcome that nobody hears of. The books are right, nobody is
/// bothered, and each unknown outcome is settled within the quarantine and a minute.
#[tokio::test]
async fn a_fifth_of_all_writes_goes_unheard_and_every_document_is_there_once() {
    let desk = Desk::open().await;
    let mut open: Vec<(String, String)> = Vec::new();
    for n in 0..100 {
        let number = format!("REF-{n:03}");
        open.push((desk.push(&load_numbered(&number)).await, number));
    }
    let all = open.clone();
    desk.fault(unheard()).await;
    let mut unknown: HashMap<String, Timestamp> = HashMap::new();
    let (mut unknowns, mut longest) = (0, SignedDuration::ZERO);
    let start = desk.clock.now_is();
    while !open.is_empty() {
        let due = desk.work().await;
        let now = desk.clock.now_is();
        let mut left = Vec::new();
        for (id, number) in open {
            let (state, reason) = desk.state(&id).await;
            assert_ne!(state, State::NeedsYou, "{number} bothers somebody: {reason:?}");
            if state == State::Checking {
                let since = unknown.entry(id.clone()).or_insert_with(|| {
                    unknowns += 1;
                    now
                });
                longest = longest.max(now.duration_since(*since));
            } else {
                unknown.remove(&id);
            }
            if state != State::Posted {
                left.push((id, number));
            }
        }
        open = left;
        assert!(now.duration_since(start) < SignedDuration::from_hours(24), "{open:?}");
        if let Some(due) = due {
            desk.clock.advance(due.duration_since(now).max(SignedDuration::from_secs(1)));
        }
    }
    for (id, number) in &all {
        posted_once(&desk, id, number).await;
    }
    assert!(unknowns > 10, "{unknowns} outcomes were unknown");
    let most = SignedDuration::from_mins(18) + SignedDuration::from_secs(60);
    assert!(longest <= most, "an unknown outcome took {longest:#}");
}

/// Seven ways in which a write goes unheard, three of a hundred each.
fn unheard() -> Value {
    let faults = unheard_kinds().into_iter().enumerate().map(|(seed, mut fault)| {
        fault["method"] = json!("POST");
        fault["path"] = json!("/companies(");
        fault["share_percent"] = json!(3);
        fault["seed"] = json!(seed);
        fault
    });
    faults.collect()
}

#[tokio::test]
async fn a_reply_that_waypost_does_not_know_is_shown_word_for_word() {
    let desk = Desk::open().await;
    let id = desk.push(&sample::load()).await;
    desk.fault(json!({"method": "POST", "path": CREATE, "kind": "status", "status": 400,
        "code": "Application_Odd", "text": "The moon is full."}))
        .await;
    desk.settle().await;
    let row = desk.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("unknown_reply")));
    let message = row.message.expect("words");
    assert!(message.contains("Application_Odd") && message.contains("The moon is full."));
}

#[tokio::test]
async fn one_document_that_fails_five_times_while_others_succeed_waits_for_a_person() {
    let desk = Desk::open().await;
    desk.fault(json!({"method": "POST", "path": CREATE, "body": "REF-BAD", "kind": "status",
        "status": 409, "code": "Request_EntityChanged", "times": 100,
        "text": "Another user has already changed the record."}))
        .await;
    let bad = desk.push(&load_numbered("REF-BAD")).await;
    for n in 0..8 {
        desk.push(&load_numbered(&format!("REF-{n}"))).await;
        desk.work().await;
        desk.clock.advance(SignedDuration::from_mins(6));
    }
    let row = desk.row(&bad).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("changed_meanwhile")));
    assert_eq!(desk.held("REF-BAD").await, (0, 0));
}
