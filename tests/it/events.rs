//! Live updates: which things changed, told to those whose they are, on whichever replica.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use waypost_server::clock::text;
use waypost_server::http::Limits;
use waypost_server::store::subsidiary;
use waypost_tests::clock::TestClock;
use waypost_tests::{Listener, Setup, TestApp, sample};

const EVENTS: &str = "/api/v1/events";

/// Looks often, and keeps its streams open.
fn attentive() -> Setup {
    let limits = Limits {
        look: Duration::from_millis(20),
        stream: Duration::from_secs(120),
        ..Limits::default()
    };
    Setup { limits, ..Setup::default() }
}

/// The next change of `kind`; others may come before it.
async fn hears(listener: &mut Listener, kind: &str) -> Value {
    loop {
        let (name, data) = listener.next().await.expect("the stream goes on");
        assert_eq!(name, "changed");
        if data["kind"] == kind {
            return data;
        }
    }
}

#[tokio::test]
async fn a_pushed_document_is_told_to_its_own_company_and_to_nobody_else() {
    let app = TestApp::start_with(attentive(), None).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let stranger = app.stranger().await;
    let (mut ours, mut theirs) = (ada.listen(EVENTS).await, stranger.listen(EVENTS).await);
    ada.post("/api/v1/documents", &sample::load()).await.expect(200);
    let told = hears(&mut ours, "documents").await;
    assert_eq!(told, json!({"subsidiary": "S-KF", "kind": "documents"}), "what, and nothing else");

    let new = json!({"id": "S-RH", "name": "Redline Haulage LLC"});
    stranger.post("/api/v1/subsidiaries", &new).await.expect(201);
    let (_, first) = theirs.next().await.expect("an event");
    assert_eq!(first["subsidiary"], "S-RH", "the first that they hear is their own");
}

#[tokio::test]
async fn a_payment_is_told_when_it_comes_and_when_its_document_is_reopened() {
    let app = TestApp::start_with(attentive(), None).await;
    let ada = app.admin().await;
    sample::add_subsidiary(&ada).await;
    let pushed = ada.post("/api/v1/documents", &sample::load()).await.expect(200).json();
    let paid = |id: &str, document: &str| {
        json!({"id": id, "direction": "customer", "origin": "manual", "document": document,
            "amount": "3298.62", "date": "2026-10-01"})
    };
    let mut listener = ada.listen(EVENTS).await;
    let told = json!({"subsidiary": "S-KF", "kind": "payments"});
    ada.post("/api/v1/payments", &paid("P-1", "REF-1002345")).await.expect(200);
    assert_eq!(hears(&mut listener, "payments").await, told);
    let document = pushed[0]["id"].as_str().expect("an id");
    let reopened = json!({"reason": "the check bounced"});
    let path = format!("/api/v1/documents/{document}/reopen");
    ada.post(&path, &reopened).await.expect(200);
    assert_eq!(hears(&mut listener, "payments").await, told);
    // It belongs to no subsidiary, and is shown in each.
    ada.post("/api/v1/payments", &paid("P-2", "REF-UNKNOWN")).await.expect(200);
    assert_eq!(hears(&mut listener, "payments").await, told);
}

#[tokio::test]
async fn what_another_process_wrote_is_told_too() {
    let app = TestApp::start_with(attentive(), None).await;
    let ada = app.admin().await;
    let mut listener = ada.listen(EVENTS).await;
    let scope = app.tenant_of(&ada).await;
    let mut db = app.store.read().await.expect("a connection");
    let now = text(Timestamp::now());
    subsidiary::add(&mut db, &scope, "S-KB", "Keystone Brokerage", &now).await.expect("a row");
    assert_eq!(hears(&mut listener, "subsidiary").await["subsidiary"], "S-KB");
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_says_so() {
    let app = TestApp::start_with(attentive(), None).await;
    let ada = app.admin().await;
    let mut listener = ada.listen(EVENTS).await;
    ada.delete("/api/v1/session").await.expect(204);
    assert_eq!(listener.next().await, Some(("ended".to_owned(), json!({}))));
    assert_eq!(listener.next().await, None);
    ada.get(EVENTS).await.refused(401, "sign_in_required");
}

#[tokio::test]
async fn a_session_that_runs_out_ends_its_stream() {
    let clock = Arc::new(TestClock::at(Timestamp::now()));
    let app = TestApp::start_with(Setup { clock: clock.clone(), ..attentive() }, None).await;
    let mut listener = app.admin().await.listen(EVENTS).await;
    clock.advance(SignedDuration::from_hours(13));
    assert_eq!(listener.next().await.map(|(name, _)| name), Some("ended".to_owned()));
}

#[tokio::test]
async fn a_session_listens_in_four_places_and_another_one_has_its_own() {
    let app = TestApp::start_with(attentive(), None).await;
    let ada = app.admin().await;
    let mut open = Vec::new();
    for _ in 0..4 {
        open.push(ada.listen(EVENTS).await);
    }
    let refused = ada.get(EVENTS).await.refused(429, "too_many_streams");
    assert!(refused.headers.contains_key("retry-after"));
    app.admin().await.listen(EVENTS).await;
}

#[tokio::test]
async fn a_server_that_stops_ends_its_streams_at_once() {
    let app = TestApp::start_with(attentive(), None).await;
    let mut listener = app.admin().await.listen(EVENTS).await;
    let stopped = tokio::time::timeout(Duration::from_secs(5), app.stop());
    assert!(stopped.await.is_ok(), "it waited for a stream that never ends");
    assert_eq!(listener.next().await, None);
}
