//! Signing in and out, and writes that other pages would like to make.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use waypost_server::clock::Clock;
use waypost_tests::{Setup, TestApp};

/// A clock that a story can set forward.
struct Watch(std::sync::atomic::AtomicI64);

impl Watch {
    fn forward(&self, by: SignedDuration) {
        self.0.fetch_add(by.as_secs(), std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        let seconds = self.0.load(std::sync::atomic::Ordering::SeqCst);
        Timestamp::from_second(seconds).expect("a time")
    }
}

#[tokio::test]
async fn a_session_begins_is_told_apart_by_its_cookie_and_ends() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    let session = ada.get("/api/v1/session").await.expect(200).json();
    assert_eq!(session["name"], "Ada Reyes");

    app.visitor().get("/api/v1/session").await.refused(401, "sign_in_required");
    let reply = ada.delete("/api/v1/session").await.expect(204);
    assert!(reply.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    ada.get("/api/v1/session").await.refused(401, "sign_in_required");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites_forms() {
    let app = TestApp::start().await;
    app.admin().await;
    let body = json!({"email": "ADA@keystone.example ", "password": waypost_tests::app::PASSWORD});
    let reply = app.visitor().post("/api/v1/session", &body).await.expect(201);
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_answered_alike() {
    let app = TestApp::start().await;
    app.admin().await;
    let wrong = json!({"email": "ada@keystone.example", "password": "guess guess guess"});
    let unknown = json!({"email": "nobody@keystone.example", "password": "guess guess guess"});
    let visitor = app.visitor();
    let wrong = visitor.post("/api/v1/session", &wrong).await.refused(401, "wrong_password");
    let unknown = visitor.post("/api/v1/session", &unknown).await.refused(401, "wrong_password");
    assert_eq!(wrong.body, unknown.body);
}

#[tokio::test]
async fn ten_wrong_passwords_close_the_door_for_a_quarter_of_an_hour_and_for_that_name_alone() {
    let watch = Arc::new(Watch(1_800_000_000.into()));
    let setup = Setup { clock: Arc::clone(&watch) as Arc<dyn Clock>, ..Setup::default() };
    let app = TestApp::start_with(setup, None).await;
    app.admin().await;
    let guess = json!({"email": "ada@keystone.example", "password": "guess guess guess"});
    for _ in 0..10 {
        app.visitor().post("/api/v1/session", &guess).await.refused(401, "wrong_password");
    }
    let right = json!({"email": "ada@keystone.example", "password": waypost_tests::app::PASSWORD});
    app.visitor().post("/api/v1/session", &right).await.refused(429, "too_many_guesses");
    let other = json!({"email": "bob@keystone.example", "password": "guess guess guess"});
    app.visitor().post("/api/v1/session", &other).await.refused(401, "wrong_password");

    watch.forward(SignedDuration::from_mins(16));
    app.visitor().post("/api/v1/session", &right).await.expect(201);
}

#[tokio::test]
async fn a_session_is_over_after_twelve_hours() {
    let watch = Arc::new(Watch(1_800_000_000.into()));
    let setup = Setup { clock: Arc::clone(&watch) as Arc<dyn Clock>, ..Setup::default() };
    let app = TestApp::start_with(setup, None).await;
    let ada = app.admin().await;
    watch.forward(SignedDuration::from_hours(11));
    ada.get("/api/v1/session").await.expect(200);
    watch.forward(SignedDuration::from_hours(1));
    ada.get("/api/v1/session").await.refused(401, "sign_in_required");
}

#[tokio::test]
async fn a_write_from_another_page_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.admin().await;
    let new = json!({"id": "S-KF", "name": "Keystone Freight LLC"});

    let reply = ada.without_csrf().post("/api/v1/subsidiaries", &new).await;
    reply.refused(403, "foreign_page");
    let wrong = ada.without_csrf().with("x-csrf-token", "guessed");
    wrong.post("/api/v1/subsidiaries", &new).await.refused(403, "foreign_page");
    let elsewhere = ada.with("origin", "https://evil.example");
    let reply = elsewhere.post("/api/v1/subsidiaries", &new).await.refused(403, "foreign_page");
    assert!(reply.detail().contains("https://evil.example"), "{}", reply.detail());
    // A form of another site can sign its own user in, which is an attack as well.
    let sign_in =
        json!({"email": "ada@keystone.example", "password": waypost_tests::app::PASSWORD});
    let visitor = app.visitor().with("origin", "https://evil.example");
    visitor.post("/api/v1/session", &sign_in).await.refused(403, "foreign_page");

    let list = ada.get("/api/v1/subsidiaries").await.expect(200).json();
    assert_eq!(list["items"], json!([]));
    ada.with("origin", &app.url()).post("/api/v1/subsidiaries", &new).await.expect(201);
}
