//! A document that the source moves to another subsidiary after it was sent stays with the books that hold
//! it until it is out of them (R25, R45); and what stands in another company's books never ends a sign-in.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::{ConnectionState, State};
use waypost_tests::desk::{LOGISTICS, Online, load_numbered};
use waypost_tests::sample;

use super::changed::cheaper;

/// The other subsidiary, and what people call it.
const OTHER: &str = "S-KL";
const NAME: &str = "Keystone Logistics LLC";

/// The sample's load, invoiced as the other subsidiary.
fn moved() -> Value {
    let mut load = sample::load();
    load["subsidiary"] = json!(OTHER);
    load
}

fn differs() -> (State, Option<String>) {
    (State::NeedsYou, Some("posted_differs".to_owned()))
}

/// Both sign-ins work.
async fn signed_in(desks: [&Online; 2]) {
    for desk in desks {
        let connection = desk.connection().await;
        assert_eq!(connection.state, ConnectionState::Active, "{}", connection.subsidiary);
    }
}

async fn void(online: &Online, number: &str) {
    let remote = online.held(number).await[0]["id"].clone();
    online.person(&json!({"entity": "Invoice", "operation": "void", "id": remote})).await;
}

/// Totals of what stands in the company file under the sample's number.
async fn totals(online: &Online) -> Vec<Value> {
    let mut totals: Vec<Value> =
        online.held("REF-1002345").await.iter().map(|one| one["total"].clone()).collect();
    totals.retain(|total| total != "0.00");
    totals
}

#[tokio::test]
async fn r25_posted_and_moved_to_another_subsidiary_it_goes_there_once_its_books_let_it_go() {
    let online = Online::open().await;
    let other = online.sister(OTHER, NAME, LOGISTICS).await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));

    assert_eq!(online.push(&moved()).await, id);
    for _ in 0..3 {
        online.work().await;
        online.clock.advance(SignedDuration::from_mins(61));
    }
    assert_eq!(online.state(&id).await, differs());
    let row = online.row(&id).await;
    assert_eq!(row.subsidiary, sample::SUBSIDIARY, "whose books hold it");
    let message = row.message.expect("words");
    assert!(message.contains(&format!("it then goes to {NAME}")), "{message}");
    signed_in([&online, &other]).await;
    assert_eq!((totals(&online).await, totals(&other).await), (vec![json!("3298.62")], vec![]));

    void(&online, "REF-1002345").await;
    online.retry(&id).await;
    online.settle().await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    assert_eq!(online.row(&id).await.subsidiary, OTHER);
    assert_eq!((totals(&online).await, totals(&other).await), (vec![], vec![json!("3298.62")]));
    signed_in([&online, &other]).await;
}

#[tokio::test]
async fn r25_a_document_that_is_sent_under_its_former_subsidiary_again_agrees_with_its_books() {
    let online = Online::open().await;
    online.sister(OTHER, NAME, LOGISTICS).await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    online.push(&moved()).await;
    online.work().await;
    assert_eq!(online.state(&id).await, differs());
    online.push(&sample::load()).await;
    online.work().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    assert_eq!(totals(&online).await, ["3298.62"]);
}

#[tokio::test]
async fn r25_on_its_way_it_keeps_its_books_until_the_outcome_and_unsent_it_goes_to_the_others() {
    for (kind, at_first, at_last) in [("commit_then_drop", 1, 0), ("drop_before", 0, 1)] {
        let online = Online::open().await;
        let other = online.sister(OTHER, NAME, LOGISTICS).await;
        online.fault(json!({"method": "POST", "path": "/invoice", "kind": kind, "times": 1})).await;
        let id = online.push(&sample::load()).await;
        for _ in 0..60 {
            if online.state(&id).await.0 != State::Waiting {
                break;
            }
            online.work().await;
            online.clock.advance(SignedDuration::from_secs(1));
        }
        assert_eq!(online.state(&id).await.0, State::Checking, "{kind}");
        online.push(&moved()).await;
        assert_eq!(online.row(&id).await.subsidiary, sample::SUBSIDIARY, "{kind}");
        online.settle().await;
        online.settle().await;
        let held = (totals(&online).await.len(), totals(&other).await.len());
        assert_eq!(held, (at_first, at_last), "{kind}");
        let expected = if at_first == 1 { differs() } else { (State::Posted, None) };
        assert_eq!(online.state(&id).await, expected, "{kind}");
    }
}

/// R25: it is held with the name of the subsidiary that has no books.
#[tokio::test]
async fn r25_moved_to_a_subsidiary_without_a_connection_it_is_held_once_its_books_let_it_go() {
    let online = Online::open().await;
    online.another_subsidiary(OTHER, NAME).await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    online.push(&moved()).await;
    void(&online, "REF-1002345").await;
    online.work().await;
    let row = online.row(&id).await;
    assert_eq!((row.state, row.reason.as_deref()), (State::NeedsYou, Some("no_connection")));
    assert_eq!(row.subsidiary, OTHER);
    assert!(row.message.expect("words").contains(NAME));
}

#[tokio::test]
async fn what_stands_in_a_former_company_never_ends_the_sign_in_to_the_present_one() {
    let mut online = Online::open().await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    online.realm = LOGISTICS;
    let online = Online::set_up(online).await;
    online.push(&cheaper()).await;
    for _ in 0..3 {
        online.work().await;
        online.clock.advance(SignedDuration::from_mins(61));
    }
    let connection = online.connection().await;
    assert_eq!(connection.state, ConnectionState::Active);
    assert_eq!(connection.company.expect("a company").id, LOGISTICS);
    assert_eq!(online.state(&id).await, differs());
    let next = online.push(&load_numbered("REF-2")).await;
    online.settle().await;
    assert_eq!(online.state(&next).await, (State::Posted, None), "nobody waits for it");
}
