//! The first administrator.

use serde_json::json;
use waypost_tests::TestApp;
use waypost_tests::app::PASSWORD;

fn first(code: &str) -> serde_json::Value {
    json!({
        "code": code, "tenant": "Keystone Freight", "name": "Ada Reyes",
        "email": "Ada@Keystone.example", "password": PASSWORD,
    })
}

#[tokio::test]
async fn the_code_from_the_terminal_makes_one_administrator_and_no_second() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let setup = visitor.get("/api/v1/setup").await.expect(200).json();
    assert_eq!(setup, json!({"needed": true, "tenant": null}));

    let code = app.setup_code().expect("a code in the terminal");
    let typed = code.to_lowercase().replace('-', " ");
    let reply = visitor.post("/api/v1/setup", &first(&typed)).await.expect(201);
    let session = reply.json();
    assert_eq!(session["role"], "admin");
    assert_eq!(session["tenant"], "Keystone Freight");
    assert_eq!(session["email"], "ada@keystone.example");

    visitor.post("/api/v1/setup", &first(&code)).await.refused(409, "set_up_already");
    let setup = visitor.get("/api/v1/setup").await.expect(200).json();
    assert_eq!(setup, json!({"needed": false, "tenant": null}));
}

#[tokio::test]
async fn a_restarted_server_with_an_administrator_prints_no_code() {
    let app = TestApp::start().await;
    app.admin().await;
    let app = app.restart(waypost_tests::Setup::default(), None).await;
    assert_eq!(app.setup_code(), None);
    app.visitor().signed_in_as("ada@keystone.example").await;
}

#[tokio::test]
async fn guessing_the_code_is_stopped_after_ten_tries_even_for_the_right_one() {
    let app = TestApp::start().await;
    for _ in 0..10 {
        let reply = app.visitor().post("/api/v1/setup", &first("AAAA-BBBB-CCCC")).await;
        reply.refused(403, "wrong_setup_code");
    }
    let code = app.setup_code().expect("a code in the terminal");
    let reply = app.visitor().post("/api/v1/setup", &first(&code)).await;
    let reply = reply.refused(429, "too_many_guesses");
    assert!(reply.headers.contains_key("retry-after"));
}

#[tokio::test]
async fn what_the_administrator_types_is_refused_field_by_field() {
    let app = TestApp::start().await;
    let code = app.setup_code().expect("a code in the terminal");
    for (field, value, path) in [
        ("password", "short", "password"),
        ("email", "not an address", "email"),
        ("name", "  ", "name"),
        ("tenant", "", "tenant"),
    ] {
        let mut body = first(&code);
        body[field] = json!(value);
        let reply = app.visitor().post("/api/v1/setup", &body).await;
        let reply = reply.refused(422, "unusable_value");
        assert_eq!(reply.json()["path"], path);
    }
    app.visitor().post("/api/v1/setup", &first(&code)).await.expect(201);
}
