//! Several batches at once, as a server sends them: what holds for one batch holds for each of them.

use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_server::store::{attempt, operation};
use waypost_server::sync::Options;
use waypost_tests::desk::{Fuse, Online, load_numbered, stopped_by};
use waypost_tests::{On, on_both};

on_both!(batches_at_once_get_every_document_there_once);

async fn together() -> Online {
    let mut online = Online::open().await;
    online.start_again(Options::together());
    online
}

async fn push(online: &Online, many: usize) -> Vec<(String, String)> {
    let mut ids = Vec::new();
    for n in 0..many {
        let number = format!("REF-{n:03}");
        ids.push((online.push(&load_numbered(&number)).await, number));
    }
    ids
}

async fn each_once(online: &Online, ids: &[(String, String)], when: &str) {
    for (id, number) in ids {
        let row = online.row(id).await;
        assert_eq!((row.state, row.reason), (State::Posted, None), "{when}: {:?}", row.message);
        assert_eq!(online.held(number).await.len(), 1, "{when}: {number}");
    }
}

#[tokio::test]
async fn each_document_keeps_its_own_part_of_a_batch() {
    let online = together().await;
    let ids = push(&online, 10).await;
    online.settle().await;
    let mut db = online.store.read().await.expect("a connection");
    for (id, number) in &ids {
        let found = operation::of_document(&mut db, &online.scope, id).await.expect("a database");
        let operation = found.expect("an operation").id;
        let attempts = attempt::of_operation(&mut db, &online.scope, &operation).await;
        let attempts = attempts.expect("attempts");
        let steps: Vec<&str> = attempts.iter().map(|one| one.step.as_str()).collect();
        assert_eq!(steps, ["look_up", "create"], "{number}");
        let reply = attempts[1].reply.as_deref().expect("a reply");
        let request = &attempts[1].request;
        assert!(request.contains(number.as_str()) && reply.contains(number.as_str()), "{reply}");
        let other = if number == "REF-000" { "REF-001" } else { "REF-000" };
        assert!(!request.contains(other) && !reply.contains(other), "{request}");
    }
}

/// Batches that were sent, from the books' own log.
async fn batches(online: &Online) -> usize {
    let log = online.ask("GET", "requests", &Value::Null).await;
    let requests = log.as_array().expect("requests");
    requests.iter().filter(|one| one.to_string().contains("/batch")).count()
}

async fn batches_at_once_get_every_document_there_once(on: On) {
    let mut online = Online::on(on).await;
    online.start_again(Options::together());
    let ids = push(&online, 130).await;
    online.ask("DELETE", "requests", &Value::Null).await;
    online.settle().await;
    each_once(&online, &ids, "together").await;
    assert_eq!(batches(&online).await, 5, "a hundred and thirty documents, thirty to a batch");
}

#[tokio::test]
async fn batches_at_once_that_nobody_hears_of_are_adopted_or_sent_again() {
    for kind in ["commit_then_drop", "drop_before", "half_reply"] {
        let online = together().await;
        online
            .fault(json!({"method": "POST", "path": "/batch", "body": "create", "kind": kind,
                "times": 2}))
            .await;
        let ids = push(&online, 100).await;
        online.settle().await;
        each_once(&online, &ids, kind).await;
    }
}

/// A request is answered under its name as it was answered then, for a day: what that answer left out
/// goes out under another.
#[tokio::test]
async fn what_an_answer_leaves_out_arrives_once_though_the_answer_is_remembered() {
    // Alone; one of several; all of several, of which the answer says nothing at all.
    for (sent, left_out, times) in [(1, "REF-", 1), (3, "REF-001", 1), (3, "REF-", 3)] {
        let online = together().await;
        online
            .fault(json!({"method": "POST", "path": "/invoice", "body": left_out,
                "kind": "left_out", "times": times}))
            .await;
        let ids = push(&online, sent).await;
        online.settle().await;
        each_once(&online, &ids, &format!("{left_out} of {sent}")).await;
    }
}

#[tokio::test]
async fn a_worker_that_ends_with_several_batches_under_way_posts_each_document_once() {
    for at in (1..).step_by(53) {
        let fuse = Fuse::after(at);
        let mut online = Online::open().await;
        let ids = push(&online, 70).await;
        let Options { checkpoints, .. } = stopped_by(&fuse);
        online.start_again(Options { checkpoints, ..Options::together() });
        online.work().await;
        let ended = fuse.blown();
        online.start_again(Options::together());
        online.settle().await;
        each_once(&online, &ids, &format!("point {at}")).await;
        if !ended {
            assert!(at > 70, "the way has {at} points");
            return;
        }
    }
}

#[tokio::test]
async fn one_refused_document_holds_up_no_other_of_its_batch() {
    let online = together().await;
    online
        .fault(json!({"method": "POST", "path": "/invoice", "body": "REF-007", "kind": "status",
            "status": 400, "code": "6000", "times": 9,
            "text": "Business Validation Error: You must set a transaction amount."}))
        .await;
    let ids = push(&online, 40).await;
    online.settle().await;
    for (id, number) in &ids {
        let refused = (State::NeedsYou, Some("books_refused".to_owned()));
        let right = if number == "REF-007" { refused } else { (State::Posted, None) };
        assert_eq!(online.state(id).await, right, "{number}");
    }
}
