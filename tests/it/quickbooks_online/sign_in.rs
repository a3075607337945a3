//! Signing in with Intuit: the company is noticed, state belongs to one browser, tokens turn over and
//! are given back.

use jiff::SignedDuration;
use serde_json::{Value, json};
use waypost_core::api::{ConnectionState, State};
use waypost_core::wire::{Class, System};
use waypost_server::sync::Options;
use waypost_tests::desk::{FLEET, LOGISTICS, Online, load_numbered, registration, roomy};
use waypost_tests::direct::Direct;
use waypost_tests::sample::{self, SUBSIDIARY};
use waypost_tests::{Gate, On, on_both};

on_both!(case_72_two_processes_that_renew_one_sign_in_at_once_do_it_once);

#[tokio::test]
async fn a_person_signs_in_and_the_company_and_its_chart_are_there_at_once() {
    let online = Online::bare(roomy(), FLEET).await;
    assert_eq!(online.sign_in("dana").await.expect("a sign-in"), SUBSIDIARY);
    let connection = online.connection().await;
    assert_eq!(connection.system, System::QuickbooksOnline);
    assert_eq!(connection.state, ConnectionState::Mapping);
    let company = connection.company.expect("a company");
    assert_eq!((company.id.as_str(), company.display_name.as_str()), (FLEET, "Keystone Fleet"));
    let chart = online.chart().await.chart.expect("a chart");
    let class = |id: &str| chart.accounts.iter().find(|one| one.id == id).map(|one| one.class);
    assert_eq!(class("84"), Some(Class::AccountsReceivable));
    assert_eq!(class("57"), Some(Class::OtherIncome));
    let clearing: Vec<&str> =
        chart.accounts.iter().filter(|one| one.clearing).map(|one| one.id.as_str()).collect();
    assert_eq!(clearing, ["4"], "Undeposited Funds");
    let old = chart.accounts.iter().find(|one| one.id == "75").expect("an inactive account");
    assert!(!old.active);
}

#[tokio::test]
async fn a_sign_in_is_finished_once_and_only_with_what_intuit_gave() {
    let online = Online::bare(roomy(), FLEET).await;
    let page = online.begin().await.expect("an address");
    let back = online.consent(&page, "dana").await;
    let with = |name: &str, value: &str| -> Vec<(String, String)> {
        let other = |(it, old): &(String, String)| {
            (it.clone(), if it == name { value.to_owned() } else { old.clone() })
        };
        back.iter().map(other).collect()
    };
    let code =
        async |back: &[(String, String)]| online.finish(back).await.expect_err("a refusal").code;
    assert_eq!(code(&with("state", "forged")).await, "sign_in_unknown");
    online.finish(&back).await.expect("the browser that began it");
    assert_eq!(code(&back).await, "sign_in_unknown", "used once");
}

#[tokio::test]
async fn a_company_that_the_token_is_not_for_is_refused_and_nothing_is_kept() {
    let online = Online::bare(roomy(), FLEET).await;
    for (realm, expect) in [(LOGISTICS, "access_taken_back"), ("9/../x", "sign_in_unknown")] {
        let page = online.begin().await.expect("an address");
        let mut back = online.consent(&page, "dana").await;
        back.retain(|(name, _)| name != "realmId");
        back.push(("realmId".to_owned(), realm.to_owned()));
        assert_eq!(online.finish(&back).await.expect_err("a refusal").code, expect);
    }
    let connection = online.connection().await;
    assert_eq!((connection.state, connection.company), (ConnectionState::SignedOut, None));
}

#[tokio::test]
async fn an_app_registration_is_no_way_into_quickbooks_online() {
    let online = Online::bare(roomy(), FLEET).await;
    let mut given = registration();
    given.system = System::QuickbooksOnline;
    let trouble = online.connect_as(&given).await.expect_err("a refusal");
    assert_eq!(trouble.code, "system_not_available", "{}", trouble.message);
}

#[tokio::test]
async fn books_of_one_system_are_not_connected_to_another_once_signed_in() {
    let online = Online::bare(roomy(), FLEET).await;
    // Begun and left: the person changes their mind.
    online.begin().await.expect("an address");
    online.connect().await.expect("Business Central");
    assert_eq!(online.connection().await.system, System::BusinessCentral);
    let trouble = online.begin().await.expect_err("signed in elsewhere");
    assert_eq!(trouble.code, "system_differs");
}

#[tokio::test]
async fn tokens_turn_over_for_a_week_and_nobody_notices() {
    let online = Online::open().await;
    for day in 0..7 {
        let id = online.push(&load_numbered(&format!("DAY-{day}"))).await;
        online.settle().await;
        assert_eq!(online.state(&id).await, (State::Posted, None));
        online.clock.advance(SignedDuration::from_hours(25));
    }
}

#[tokio::test]
async fn a_token_that_expired_is_renewed_once() {
    let online = Online::open().await;
    let id = online.push(&sample::load()).await;
    online.fault(json!({"method": "POST", "path": "/batch", "kind": "expire_tokens"})).await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
    assert_eq!(online.held("REF-1002345").await.len(), 1);
}

/// How often tokens were asked for.
async fn exchanges(online: &Online) -> usize {
    let log = online.ask("GET", "requests", &Value::Null).await;
    let requests = log.as_array().expect("requests");
    let of_tokens = |one: &&Value| one["path"].as_str().is_some_and(|it| it.ends_with("/bearer"));
    requests.iter().filter(of_tokens).count()
}

/// Intuit would end the sign-in: who comes second waits, and then uses what the first one got.
async fn case_72_two_processes_that_renew_one_sign_in_at_once_do_it_once(on: On) {
    let online = Online::on(on).await;
    let line = Direct { books: online.books.sandbox.line(), clock: online.clock.clone() };
    let gate = Gate::before("/bearer", line);
    let options = Options { carrier: Some(gate.clone()), ..Options::default() };
    let other = online.worker(online.clock.clone(), options);
    // A day later the access token has ended, and using the refresh token replaces it.
    online.clock.advance(SignedDuration::from_hours(25));
    online.ask("DELETE", "requests", &Value::Null).await;
    let second = async {
        gate.reached().await;
        let refused = online.sync.refresh_chart(&online.scope, SUBSIDIARY).await;
        gate.open();
        refused.expect_err("the other is at it").code
    };
    let (first, second) = tokio::join!(other.refresh_chart(&online.scope, SUBSIDIARY), second);
    first.expect("who renews");
    assert_eq!(second, "credential_unavailable");
    online.sync.refresh_chart(&online.scope, SUBSIDIARY).await.expect("with what the other got");
    assert_eq!(exchanges(&online).await, 1);
    // What was kept is the newest: it renews when its turn comes, and nobody has to sign in.
    online.clock.advance(SignedDuration::from_hours(25));
    let id = online.push(&sample::load()).await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
}

/// Where the connection stands when `meanwhile` happened while its sign-in was being renewed, and Intuit
/// refuses the renewal afterwards.
async fn after_a_late_refusal(meanwhile: impl AsyncFnOnce(&Online)) -> ConnectionState {
    let online = Online::open().await;
    let line = Direct { books: online.books.sandbox.line(), clock: online.clock.clone() };
    let gate = Gate::before("/bearer", line);
    let options = Options { carrier: Some(gate.clone()), ..Options::default() };
    let other = online.worker(online.clock.clone(), options);
    online.clock.advance(SignedDuration::from_hours(25));
    let person = async {
        gate.reached().await;
        meanwhile(&online).await;
        gate.open();
    };
    let (late, ()) = tokio::join!(other.refresh_chart(&online.scope, SUBSIDIARY), person);
    late.expect_err("what was renewed is over");
    online.connection().await.state
}

#[tokio::test]
async fn a_refusal_of_the_former_sign_in_does_not_end_the_new_one() {
    let again = async |online: &Online| {
        online.ask("POST", &format!("quickbooks/{FLEET}/disconnect"), &Value::Null).await;
        online.sign_in("dana").await.expect("a sign-in");
    };
    assert_eq!(after_a_late_refusal(again).await, ConnectionState::Active);
    let out = async |online: &Online| {
        online.sync.sign_out(&online.scope, SUBSIDIARY).await.expect("signed out");
    };
    assert_eq!(after_a_late_refusal(out).await, ConnectionState::SignedOut);
    let out_and_in = async |online: &Online| {
        online.sync.sign_out(&online.scope, SUBSIDIARY).await.expect("signed out");
        online.sign_in("dana").await.expect("a sign-in");
    };
    assert_eq!(after_a_late_refusal(out_and_in).await, ConnectionState::Active);
}

#[tokio::test]
async fn access_that_the_company_took_back_pauses_the_work_until_somebody_signs_in_again() {
    let online = Online::open().await;
    online.ask("POST", &format!("quickbooks/{FLEET}/disconnect"), &Value::Null).await;
    let id = online.push(&sample::load()).await;
    online.settle().await;
    online.work().await;
    assert_eq!(online.connection().await.state, ConnectionState::SignInAgain);
    assert_eq!(online.state(&id).await, (State::Waiting, Some("sign_in_again".to_owned())));
    online.sign_in("dana").await.expect("a sign-in");
    assert_eq!(online.connection().await.state, ConnectionState::Active, "the mapping stays");
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn another_company_at_the_next_sign_in_is_said_and_has_other_parties() {
    let mut online = Online::open().await;
    let first = online.push(&sample::load()).await;
    online.settle().await;
    assert_eq!(online.state(&first).await, (State::Posted, None));
    online.realm = LOGISTICS;
    online.sign_in("dana").await.expect("a sign-in");
    let connection = online.connection().await;
    assert_eq!(connection.company.expect("a company").id, LOGISTICS);
    assert_eq!(connection.company_before.expect("the former").id, FLEET);
    // The mapping was made for other accounts: nothing is posted to what only has the same id.
    let id = online.push(&load_numbered("REF-2")).await;
    online.settle().await;
    assert_eq!(online.state(&id).await.0, State::NeedsYou);
    assert_eq!(online.held("REF-2").await.len(), 0);
}

#[tokio::test]
async fn signing_out_gives_the_sign_in_back_and_documents_wait() {
    let online = Online::open().await;
    online.sync.sign_out(&online.scope, SUBSIDIARY).await.expect("signed out");
    assert_eq!(online.connection().await.state, ConnectionState::SignedOut);
    let id = online.push(&sample::load()).await;
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Waiting, Some("signed_out".to_owned())));
    let requests = online.ask("GET", "requests", &Value::Null).await;
    let revoked = |one: &Value| one["path"].as_str().is_some_and(|it| it.ends_with("/revoke"));
    assert!(requests.as_array().expect("requests").iter().any(revoked));
    online.sign_in("dana").await.expect("a sign-in");
    online.settle().await;
    assert_eq!(online.state(&id).await, (State::Posted, None));
}

#[tokio::test]
async fn access_is_tested_by_reading_alone_and_numbers_are_advised() {
    let online = Online::open().await;
    let tests = online.sync.check_access(&online.scope, SUBSIDIARY).await.expect("tests");
    for test in &tests {
        let expected = if test.name == "post" { None } else { Some(true) };
        assert_eq!(test.passed, expected, "{}: {}", test.name, test.message);
    }
    assert!(tests.iter().all(|test| test.name != "read_entries"), "there is no such list");
    online.set(&json!({"customTxnNumbers": false})).await;
    // Ten requests a second are allowed.
    online.clock.advance(SignedDuration::from_secs(2));
    let tests = online.sync.check_access(&online.scope, SUBSIDIARY).await.expect("tests");
    let numbers = tests.iter().find(|test| test.name == "own_numbers").expect("a test");
    assert_eq!(numbers.passed, None);
    assert!(numbers.message.contains("Turn them on"), "{}", numbers.message);
}
