//! What fails again and again while others are posted ends where a person has a way on, and its words are
//! those of what the person may do (R42).

use jiff::SignedDuration;
use serde_json::json;
use waypost_core::api::State;
use waypost_tests::desk::{Desk, load_numbered};
use waypost_tests::sample;

/// The carrier's bill.
const BILL: &str = "T-1002388-1";

/// The books are too busy for these requests about a known bill, again and again, while loads are posted.
async fn busy(desk: &Desk, methods: &[&str]) -> String {
    for method in methods {
        desk.fault(json!({"method": method, "path": "purchaseInvoices(", "kind": "status",
            "status": 400, "code": "Application_DialogException", "times": 100,
            "text": "Your activity was deadlocked with another user."}))
            .await;
    }
    let id = desk.push(&sample::bills()[2]).await;
    for n in 0..12 {
        desk.push(&load_numbered(&format!("REF-{n}"))).await;
        desk.work().await;
        desk.clock.advance(SignedDuration::from_mins(6));
    }
    id
}

#[tokio::test]
async fn r42_a_draft_that_can_be_neither_posted_nor_removed_is_a_persons() {
    let desk = Desk::open().await;
    let id = busy(&desk, &["POST", "DELETE"]).await;
    let row = desk.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("books_busy")));
    let message = row.message.expect("words");
    assert!(message.contains("Remove it in the books first."), "{message}");
    assert!(!message.contains("by itself"), "{message}");
    assert_eq!(desk.held(BILL).await, (0, 1));
    let tried = |steps: &[String], name: &str| steps.iter().filter(|step| *step == name).count();
    let steps = desk.steps(&id).await;
    assert_eq!((tried(&steps, "post"), tried(&steps, "remove_draft")), (5, 5), "{steps:?}");
    desk.mend().await;
    desk.retry(&id).await;
    desk.settle().await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
    assert_eq!(desk.held(BILL).await, (1, 0), "the draft was found, and posted");
}

#[tokio::test]
async fn r42_what_is_posted_and_never_read_again_stays_posted_and_says_so() {
    let desk = Desk::open().await;
    let id = busy(&desk, &["GET"]).await;
    assert_eq!(desk.state(&id).await, (State::Posted, None));
    assert_eq!(desk.held(BILL).await, (1, 0));
    let posted = desk.posting(&id).await.expect("a posting").posted;
    let [difference] = posted.differences.as_slice() else { panic!("{:?}", posted.differences) };
    let words = &difference.message;
    assert!(words.contains("could not be compared"), "{words}");
    assert!(words.contains("It failed 5 times while others were posted."), "{words}");
    assert!(!words.contains("by itself"), "{words}");
}
