//! Documents that travel together, as a server sends them: several requests at once, several documents
//! to a request. What holds for one document alone (T4, T5, T6) holds for each of them.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::State;
use waypost_server::store::{attempt, operation};
use waypost_server::sync::{Checkpoints, Options, Safeguard};
use waypost_server::transport::Carrier;
use waypost_tests::desk::{Desk, Fuse};
use waypost_tests::{On, on_both, sample};

use crate::crash::{each_exactly_once, push};
use waypost_tests::unheard::unheard_kinds;

on_both!(
    what_travels_together_arrives_once,
    a_worker_that_ends_with_several_requests_under_way_posts_each_exactly_once,
);

fn numbers(many: usize) -> impl Iterator<Item = String> {
    (0..many).map(|n| format!("REF-{n:03}"))
}

/// Options with these checkpoints.
fn stopped_by(fuse: &Arc<Fuse>) -> Options {
    let checkpoints: Arc<dyn Checkpoints> = fuse.clone();
    Options { checkpoints, ..Options::together() }
}

async fn together(on: On) -> Desk {
    let mut desk = Desk::on(on).await;
    desk.start_again(Options::together());
    desk
}

async fn what_travels_together_arrives_once(on: On) {
    let desk = together(on).await;
    let ids = push(&desk, numbers(100)).await;
    desk.ask("DELETE", "requests", &Value::Null).await;
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
    let log = desk.ask("GET", "requests", &Value::Null).await;
    let requests = log.as_array().expect("requests").len();
    assert!(requests < 100, "{requests} requests for a hundred documents");
}

#[tokio::test]
async fn each_document_keeps_its_own_part_of_a_shared_request() {
    let desk = together(On::Sqlite).await;
    let ids = push(&desk, numbers(10)).await;
    desk.settle().await;
    let mut db = desk.store.read().await.expect("a connection");
    for (id, number) in &ids {
        let found = operation::of_document(&mut db, &desk.scope, id).await.expect("a database");
        let operation = found.expect("an operation").id;
        let attempts = attempt::of_operation(&mut db, &desk.scope, &operation).await;
        let attempts = attempts.expect("attempts");
        let steps: Vec<&str> = attempts.iter().map(|one| one.step.as_str()).collect();
        assert_eq!(steps, ["look_up", "create", "post", "re_read", "compare_ledger"], "{number}");
        let create = &attempts[1];
        let reply = create.reply.as_deref().expect("a reply");
        assert!(create.request.contains(number.as_str()) && reply.contains(number.as_str()));
        let other = if number == "REF-000" { "REF-001" } else { "REF-000" };
        assert!(!create.request.contains(other) && !reply.contains(other), "{}", create.request);
    }
}

#[tokio::test]
async fn a_document_that_is_refused_in_a_shared_request_holds_up_none_of_the_others() {
    let desk = together(On::Sqlite).await;
    desk.fault(json!({"method": "POST", "path": "salesInvoices", "body": "REF-007",
        "kind": "status", "status": 400, "code": "Application_Odd", "text": "The moon is full.",
        "times": 100}))
        .await;
    let ids = push(&desk, numbers(12)).await;
    desk.settle().await;
    for (id, number) in &ids {
        let odd = (State::NeedsYou, Some("unknown_reply".to_owned()));
        let right = if number == "REF-007" { odd } else { (State::Posted, None) };
        assert_eq!(desk.state(id).await, right, "{number}");
    }
}

/// R43: a request that is refused as a whole says nothing about any one of its documents.
#[tokio::test]
async fn a_shared_request_that_is_refused_as_a_whole_holds_up_none_that_is_not_at_fault() {
    let steps = [
        "externalDocumentNumber%20eq",
        "\"externalDocumentNumber\":",
        "Microsoft.NAV.post",
        "generalLedgerEntries",
    ];
    for step in steps {
        let desk = together(On::Sqlite).await;
        desk.fault(json!([
            {"method": "POST", "path": "$batch", "body": step, "kind": "status", "status": 400,
                "code": "BadRequest", "text": "The request is not valid."},
            {"method": "POST", "path": "salesInvoices", "body": "REF-003", "kind": "status",
                "status": 400, "code": "Application_Odd", "text": "The moon is full.",
                "times": 100},
        ]))
        .await;
        let ids = push(&desk, numbers(12)).await;
        desk.settle().await;
        let struck = desk.ask("GET", "faults", &Value::Null).await;
        assert_eq!(struck[0]["struck"], 1, "{step}");
        for (id, number) in &ids {
            let odd = (State::NeedsYou, Some("unknown_reply".to_owned()));
            let (right, held) =
                if number == "REF-003" { (odd, (0, 0)) } else { ((State::Posted, None), (1, 0)) };
            assert_eq!(desk.state(id).await, right, "{step}: {number}");
            assert_eq!(desk.held(number).await, held, "{step}: {number}");
        }
    }
}

/// R42: a lane that is closed to one strand is closed to all of them.
#[tokio::test]
async fn once_one_request_finds_the_books_failing_the_others_send_nothing_more() {
    let desk = together(On::Sqlite).await;
    let ids = push(&desk, numbers(100)).await;
    desk.fault(json!({"method": "POST", "path": "$batch", "kind": "status", "status": 503})).await;
    desk.ask("DELETE", "requests", &Value::Null).await;
    desk.work().await;
    let log = desk.ask("GET", "requests", &Value::Null).await;
    let requests = log.as_array().expect("requests");
    let refused = requests.iter().position(|one| one["status"] == 503).expect("a refusal");
    // Four others may be under way, or right before it; a way of four steps lies before each.
    let later = requests.len() - refused - 1;
    assert!(later <= 8, "{later} requests after the refusal");
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
}

/// Edge case 62: a mapping that is saved meanwhile decides of all that is in nobody's hands yet.
#[tokio::test]
async fn what_was_only_loaded_up_under_a_former_mapping_goes_out_under_the_new_one() {
    let mut desk = Desk::open().await;
    let ids = push(&desk, numbers(130)).await;
    let gate = desk.gate("$batch");
    let carrier: Arc<dyn Carrier> = gate.clone();
    desk.start_again(Options { carrier: Some(carrier), ..Options::together() });
    let mut changed = sample::mapping();
    changed["accessorials"]["items"]["lumper"]["revenue"] = json!("a-40300");
    let change = async {
        gate.reached().await;
        desk.submit(&changed).await;
        gate.open();
    };
    tokio::join!(desk.work(), change);
    desk.settle().await;
    each_exactly_once(&desk, &ids).await;
    let mut former = 0;
    for (id, _) in &ids {
        let posting = desk.posting(id).await.expect("a posting");
        former += usize::from(posting.posted.mapping_version == 1);
    }
    // A hundred were loaded up; the last of them make no whole group, so that is looked for more.
    assert!((1..100).contains(&former), "{former} by the former mapping");
}

/// T4: the worker ends at points all along the way, with other requests of it under way.
async fn a_worker_that_ends_with_several_requests_under_way_posts_each_exactly_once(on: On) {
    // The way is the same on both databases.
    let step = if on == On::Sqlite { 19 } else { 37 };
    for at in (1..).step_by(step) {
        let fuse = Fuse::after(at);
        let mut desk = Desk::on(on).await;
        let ids = push(&desk, numbers(40)).await;
        desk.start_again(stopped_by(&fuse));
        desk.work().await;
        let ended = fuse.blown();
        desk.start_again(Options::together());
        desk.settle().await;
        each_exactly_once(&desk, &ids).await;
        if !ended {
            assert!(at > 40, "the way has {at} points");
            return;
        }
    }
}

/// T5 for shared requests: a fifth of them goes unheard, whole or in part.
fn unheard() -> Value {
    let faults = unheard_kinds().into_iter().enumerate().map(|(seed, mut fault)| {
        fault["method"] = json!("POST");
        // One of them strikes whole requests, the others what stands in them.
        fault["path"] = json!(if seed == 0 { "$batch" } else { "nvoices" });
        fault["share_percent"] = json!(if seed == 0 { 10 } else { 1 });
        fault["seed"] = json!(seed);
        fault
    });
    faults.collect()
}

/// Numbers of which the books hold more than one document when all is settled, or none.
async fn wrong(desk: &Desk, ids: &[(String, String)]) -> usize {
    let ledger = desk.ledger().await;
    let held = ledger["documents"].as_array().expect("documents");
    let many =
        |number: &str| held.iter().filter(|one| one["externalDocumentNumber"] == *number).count();
    ids.iter().filter(|(_, number)| many(number) != 1).count()
}

#[tokio::test]
async fn shared_requests_that_go_unheard_lose_and_double_nothing() {
    let desk = together(On::Sqlite).await;
    let ids = push(&desk, numbers(150)).await;
    desk.fault(unheard()).await;
    let mut unknown = HashSet::new();
    while let Some(due) = desk.work().await {
        for (id, number) in &ids {
            let (state, reason) = desk.state(id).await;
            assert_ne!(state, State::NeedsYou, "{number} bothers somebody: {reason:?}");
            if state == State::Checking {
                unknown.insert(number.clone());
            }
        }
        let wait = due.duration_since(desk.clock.now_is());
        desk.clock.advance(wait.max(SignedDuration::from_secs(1)));
    }
    each_exactly_once(&desk, &ids).await;
    assert!(unknown.len() > 10, "{} outcomes were unknown", unknown.len());
}

/// T6: the story above has teeth.
#[tokio::test]
async fn without_the_look_up_shared_requests_double() {
    let mut desk = Desk::open().await;
    desk.start_again(Options { left_out: Some(Safeguard::LookUp), ..Options::together() });
    let ids = push(&desk, numbers(150)).await;
    desk.fault(unheard()).await;
    desk.settle().await;
    assert_ne!(wrong(&desk, &ids).await, 0, "nothing went wrong without the look-up");
}
