//! A sign-in with Intuit ends some day: it is renewed long before, and where that does not help a person is
//! told in time.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use waypost_tests::{Office, On, on_both};

on_both!(the_connection_says_when_its_sign_in_ends_and_when_its_books_were_read);

const BELOW: &str = "/api/v1/subsidiaries/S-KF";

/// What whoever signs in now is shown.
async fn shown(office: &Office, rest: &str) -> Value {
    office.app.admin().await.get(&format!("{BELOW}{rest}")).await.expect(200).json()
}

/// The day on which the sign-in ends, as the connection says.
async fn ends_on(office: &Office) -> String {
    let at = shown(office, "/connection").await["sign_in_ends_at"].clone();
    at.as_str().expect("a time").chars().take(10).collect()
}

/// So many days later the worker looks once.
async fn later(office: &Office, days: i64) {
    office.clock.advance(SignedDuration::from_hours(24 * days));
    office.app.sync().activate_once().await.expect("an activation");
}

/// How often Intuit was asked for new tokens.
async fn renewals(office: &Office) -> usize {
    let log = office.control(Method::GET, "requests", &Value::Null).await;
    let asked = log.as_array().expect("requests").iter();
    asked.filter(|one| one["path"].as_str().is_some_and(|it| it.ends_with("/bearer"))).count()
}

/// What is said of the sign-in on the connection and in activity; at home its code stands.
async fn warning(office: &Office) -> Value {
    let on_connection = shown(office, "/connection").await["warning"].clone();
    assert_eq!(shown(office, "").await["connection"]["warning"], on_connection["code"]);
    assert_eq!(shown(office, "/activity").await["warning"], on_connection);
    on_connection
}

async fn the_connection_says_when_its_sign_in_ends_and_when_its_books_were_read(on: On) {
    let office = Office::fleet(on).await;
    office.app.sync().activate_once().await.expect("an activation");
    let connection = shown(&office, "/connection").await;
    // 8,726,400 seconds after the first of October.
    assert_eq!(ends_on(&office).await, "2027-01-10");
    for read in ["chart_fetched_at", "payments_read_at"] {
        let at = connection[read].as_str().unwrap_or_default();
        assert!(at.starts_with("2026-10-01T08:"), "{read}: {connection}");
    }
    assert_eq!(connection["payments_trouble"], Value::Null);
    assert_eq!(warning(&office).await, Value::Null);
}

#[tokio::test]
async fn a_sign_in_that_nothing_uses_is_renewed_before_it_ends() {
    let office = Office::signed_in(On::default()).await;
    later(&office, 60).await;
    assert_eq!(ends_on(&office).await, "2027-01-10", "there is time");
    later(&office, 20).await;
    assert_eq!(ends_on(&office).await, "2027-03-31");
    later(&office, 40).await;
    let ada = office.app.admin().await;
    ada.post(&format!("{BELOW}/connection/chart"), &json!({})).await.expect(200);
    assert_eq!(shown(&office, "/connection").await["state"], "mapping");
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_renewed_is_told_until_it_can() {
    let office = Office::fleet(On::default()).await;
    office.app.sync().activate_once().await.expect("an activation");
    let down = json!({"path": "/tokens/bearer", "kind": "status", "status": 503, "times": 10_000});
    office.control(Method::POST, "faults", &down).await;
    later(&office, 86).await;
    assert_eq!(warning(&office).await, Value::Null, "fifteen days are left");
    later(&office, 1).await;
    let told = warning(&office).await;
    assert_eq!(told["code"], "sign_in_ends");
    let words = told["message"].as_str().unwrap_or_default();
    assert!(words.contains("QuickBooks Online ends on 2027-01-10"), "{told}");
    let page = office.ada.get("/docs/errors/sign_in_ends").await.expect(200);
    assert!(page.body.starts_with("# The sign-in ends soon"), "{}", page.body);

    office.control(Method::DELETE, "faults", &Value::Null).await;
    later(&office, 1).await;
    assert_eq!(warning(&office).await, Value::Null);
    assert_eq!(ends_on(&office).await, "2027-04-08");
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_renewed_is_tried_again_after_a_pause() {
    let office = Office::signed_in(On::default()).await;
    let down = json!({"path": "/tokens/bearer", "kind": "status", "status": 503, "times": 10_000});
    office.control(Method::POST, "faults", &down).await;
    office.control(Method::DELETE, "requests", &Value::Null).await;
    later(&office, 80).await;
    later(&office, 0).await;
    office.clock.advance(SignedDuration::from_mins(9));
    later(&office, 0).await;
    assert_eq!(renewals(&office).await, 1);
    office.clock.advance(SignedDuration::from_mins(1));
    later(&office, 0).await;
    assert_eq!(renewals(&office).await, 2);
}

#[tokio::test]
async fn a_sign_in_that_ends_for_good_is_told_however_often_it_was_renewed() {
    let office = Office::signed_in(On::default()).await;
    // Five years are 1,825 days.
    for _ in 0..22 {
        later(&office, 80).await;
    }
    assert_eq!(ends_on(&office).await, "2031-09-30");
    assert_eq!(warning(&office).await, Value::Null);
    later(&office, 52).await;
    let told = warning(&office).await;
    assert!(told["at"].as_str().is_some_and(|at| at.starts_with("2031-09-30")), "{told}");
    later(&office, 14).await;
    assert_eq!(shown(&office, "/connection").await["state"], "sign_in_again");
    assert_eq!(warning(&office).await, Value::Null, "it is over");
}
