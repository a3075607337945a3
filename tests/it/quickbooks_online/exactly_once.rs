//! The worker ends at any point, and requests have outcomes that nobody hears of: every document is in
//! QuickBooks Online once. The books count, not we.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_server::sync::Options;
use waypost_tests::desk::{FLEET, Fuse, LOGISTICS, Online, load_numbered, roomy, stopped_by};
use waypost_tests::{On, on_both, sample};

on_both!(each_point_of_an_invoice_and_a_bill_is_a_safe_place_to_end);

/// Every document once in the books, every row posted, and nothing else.
async fn each_exactly_once(online: &Online, ids: &[(String, String)], when: &str) {
    for (id, number) in ids {
        let row = online.row(id).await;
        assert_eq!((row.state, row.reason), (State::Posted, None), "{when}: {:?}", row.message);
        assert_eq!(online.held(number).await.len(), 1, "{when}: {number}");
    }
    let books = online.books_of_file().await;
    assert_eq!(books["transactions"].as_array().map(Vec::len), Some(ids.len()), "{when}");
}

/// The worker looks whenever something is due, until it ends.
async fn until_blown(online: &Online, fuse: &Fuse) {
    while !fuse.blown() {
        let Some(due) = online.work().await else { return };
        let wait = due.duration_since(online.clock.now_is());
        online.clock.advance(wait.max(SignedDuration::from_secs(1)));
    }
}

async fn push_two(online: &Online) -> Vec<(String, String)> {
    vec![
        (online.push(&sample::load()).await, "REF-1002345".to_owned()),
        (online.push(&sample::bills()[2]).await, "T-1002388-1".to_owned()),
    ]
}

async fn each_point_of_an_invoice_and_a_bill_is_a_safe_place_to_end(on: On) {
    let way = {
        let fuse = Fuse::after(usize::MAX);
        let mut online = Online::on(on).await;
        online.start_again(stopped_by(&fuse));
        push_two(&online).await;
        online.settle().await;
        fuse.passed()
    };
    assert!(way.iter().any(|point| point == "create: before the request"), "{way:?}");
    // The way is the same on both databases.
    let step = if on == On::Sqlite { 1 } else { 9 };
    for (at, name) in way.iter().enumerate().step_by(step) {
        let fuse = Fuse::after(at);
        let mut online = Online::on(on).await;
        let ids = push_two(&online).await;
        online.start_again(stopped_by(&fuse));
        until_blown(&online, &fuse).await;
        assert!(fuse.blown(), "{name}");
        online.start_again(Options::default());
        online.settle().await;
        each_exactly_once(&online, &ids, name).await;
    }
}

#[tokio::test]
async fn a_worker_that_ends_again_and_again_gets_forty_documents_there_once() {
    let mut online = Online::open().await;
    let mut ids = Vec::new();
    for n in 0..40 {
        let number = format!("REF-{n:03}");
        ids.push((online.push(&load_numbered(&number)).await, number));
    }
    for burn in [3, 7, 21, 2, 35, 13, 1, 60].into_iter().cycle().take(60) {
        let fuse = Fuse::after(burn);
        online.start_again(stopped_by(&fuse));
        online.work().await;
    }
    online.start_again(Options::default());
    online.settle().await;
    each_exactly_once(&online, &ids, "again and again").await;
}

/// The fault strikes the making once; both documents end up in the books once.
async fn survives(realm: &'static str, fault: Value) {
    let online = Online::with(roomy(), realm).await;
    let mut strike = json!({"method": "POST", "times": 1});
    for (name, value) in fault.as_object().expect("fields") {
        strike[name] = value.clone();
    }
    online.fault(strike).await;
    let ids = if realm == FLEET {
        push_two(&online).await
    } else {
        vec![(online.push(&sample::load()).await, "REF-1002345".to_owned())]
    };
    online.settle().await;
    each_exactly_once(&online, &ids, &fault.to_string()).await;
    let struck = online.ask("GET", "faults", &Value::Null).await;
    assert!(struck.to_string().contains("\"struck\":1"), "{struck}");
}

#[tokio::test]
async fn a_batch_that_nobody_hears_of_is_adopted_or_sent_again() {
    for realm in [FLEET, LOGISTICS] {
        for kind in ["commit_then_drop", "drop_before", "half_reply"] {
            survives(realm, json!({"path": "/batch", "body": "create", "kind": kind})).await;
        }
        for status in [500, 502, 503, 504, 429] {
            let body = json!({"path": "/batch", "body": "create", "kind": "status",
                "status": status});
            survives(realm, body).await;
        }
    }
}

#[tokio::test]
async fn a_part_whose_reply_says_otherwise_is_looked_up_and_the_others_are_not_held_up() {
    for kind in ["error_after_commit", "status"] {
        survives(FLEET, json!({"path": "/invoice", "kind": kind, "status": 500})).await;
        survives(FLEET, json!({"path": "/bill", "kind": kind, "status": 500})).await;
    }
}

/// The carrier's bill without its detention.
fn without_detention() -> Value {
    let mut bill = sample::bills()[2].clone();
    bill["lines"].as_array_mut().expect("lines").remove(2);
    bill["total"] = json!("1865.00");
    bill
}

/// The refusal of a former content is remembered under its name, and is no verdict on this one.
#[tokio::test]
async fn what_was_refused_unheard_and_is_mended_meanwhile_is_judged_anew() {
    let mut elsewhere = sample::mapping();
    elsewhere["accessorials"]["items"]["detention"]["expense"] = json!("a-51400");
    for by in ["mapping", "source"] {
        let online = Online::open().await;
        let chart = online.chart().await.chart.expect("a chart");
        let detention = chart.accounts.iter().find(|one| one.number.as_deref() == Some("51410"));
        let id = &detention.expect("the account").id;
        online
            .person(&json!({"entity": "Account", "operation": "update", "id": id,
                "object": {"Active": false}}))
            .await;
        let strike = json!({"method": "POST", "path": "/batch", "body": "create",
            "kind": "commit_then_drop"});
        online.fault(strike).await;
        let bill = online.push(&sample::bills()[2]).await;
        while online.state(&bill).await.0 != State::Checking {
            online.clock.advance(SignedDuration::from_secs(2));
            online.work().await;
        }
        if by == "mapping" {
            online.submit(&elsewhere).await;
        } else {
            online.push(&without_detention()).await;
        }
        online.settle().await;
        each_exactly_once(&online, &[(bill, "T-1002388-1".to_owned())], by).await;
    }
}

#[tokio::test]
async fn parties_that_nobody_hears_of_are_made_once() {
    for kind in ["commit_then_drop", "drop_before", "half_reply"] {
        survives(FLEET, json!({"path": "/customer", "kind": kind})).await;
        survives(FLEET, json!({"path": "/vendor", "kind": kind})).await;
    }
}

#[tokio::test]
async fn seventeen_of_twenty_are_posted_when_three_are_refused() {
    let online = Online::open().await;
    for refused in ["REF-03", "REF-11", "REF-19"] {
        online
            .fault(json!({"method": "POST", "path": "/invoice", "body": refused, "kind": "status",
                "status": 400, "code": "6000", "times": 9,
                "text": "Business Validation Error: You must set a transaction amount."}))
            .await;
    }
    let mut ids = Vec::new();
    for n in 0..20 {
        ids.push(online.push(&load_numbered(&format!("REF-{n:02}"))).await);
    }
    online.settle().await;
    assert_eq!(online.count(State::Posted).await, 17);
    let row = online.row(&ids[3]).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("books_refused")));
    online.mend().await;
    for id in [&ids[3], &ids[11], &ids[19]] {
        online.retry(id).await;
    }
    online.settle().await;
    assert_eq!(online.count(State::Posted).await, 20);
}

#[tokio::test]
async fn the_vendors_own_limits_are_kept_in_advance() {
    let online = Online::with(waypost_sandbox::Config::default(), FLEET).await;
    // What signing in asked counts as well: all of it was in this second.
    for n in 0..90 {
        online.push(&load_numbered(&format!("REF-{n:03}"))).await;
    }
    online.settle().await;
    assert_eq!(online.count(State::Posted).await, 90);
    let tally = online.ask("GET", "tally", &Value::Null).await;
    assert!(!tally.to_string().contains("\"429\""), "{tally}");
}
