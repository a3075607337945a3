//! Intuit's webhooks at the server's own door: signed or refused, and silent about who is known here.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use waypost_tests::books::VERIFIER_TOKEN;
use waypost_tests::desk::FLEET;
use waypost_tests::{Books, Client, TestApp};

const PATH: &str = "/webhooks/quickbooks-online";
const OLD: &str = r#"{"eventNotifications":[{"realmId":"1185883450","dataChangeEvent":{"entities":[{"name":"Payment","id":"1","operation":"Update","lastUpdated":"2015-10-05T14:42:19-0700"}]}}]}"#;
/// Of the old form under the kit's verifier token.
const SIGNATURE: &str = "zqkdJwQM+/sEcxE33jSn65K/65kJR6IyLtf/zvWL6TE=";

async fn post(client: &Client, signature: Option<&str>, body: &str) -> waypost_tests::Reply {
    let client = match signature {
        Some(signature) => client.with("intuit-signature", signature),
        None => client.clone(),
    };
    client.send(Method::POST, PATH, Some(body.as_bytes().to_vec())).await
}

#[tokio::test]
async fn what_intuit_signed_is_taken_whoever_it_is_about_and_nothing_else_is() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let taken = post(&visitor, Some(SIGNATURE), OLD).await.expect(200);
    assert_eq!(taken.body, "", "it tells nothing about the company");
    let another = OLD.replace("1185883450", "1185883451");
    for (signature, body) in [
        (None, OLD),
        (Some("AAAA"), OLD),
        (Some("no base64"), OLD),
        (Some(SIGNATURE), "{}"),
        (Some(SIGNATURE), another.as_str()),
    ] {
        post(&visitor, signature, body).await.refused(401, "webhook_not_signed");
    }
    let large = "x".repeat(300 * 1024);
    post(&visitor, Some(SIGNATURE), &large).await.refused(413, "body_too_large");
    visitor.get(PATH).await.refused(405, "method_not_allowed");
}

/// The sandbox signs by its own reading of the wire, in both forms.
#[tokio::test]
async fn what_the_books_send_in_either_form_is_taken_and_under_another_token_it_is_not() {
    let books = Books::open().await;
    let app = TestApp::with_books(&books).await;
    let address = format!("{}{PATH}", app.url());
    for (form, token, status) in [
        ("notifications", VERIFIER_TOKEN, 200),
        ("cloud_events", VERIFIER_TOKEN, 200),
        ("cloud_events", "another token", 401),
    ] {
        let hook = json!({"address": address, "verifierToken": token, "form": form});
        books.ask("POST", "quickbooks/webhooks", &hook).await;
        let name = format!("Customer {form} {status}");
        let entered =
            json!({"entity": "Customer", "operation": "create", "object": {"DisplayName": name}});
        books.ask("POST", &format!("quickbooks/{FLEET}/person"), &entered).await;
        let tried = last_tried(&books).await;
        assert_eq!(tried["tries"], json!([status]), "{form}: {tried}");
        assert_eq!(tried["taken"], status == 200, "{form}: {tried}");
    }
}

/// The newest delivery of the books, once it was tried.
async fn last_tried(books: &Books) -> Value {
    for _ in 0..500 {
        let all = books.ask("GET", "quickbooks/webhooks", &Value::Null).await;
        let last = all.as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
        if last["tries"].as_array().is_some_and(|tries| !tries.is_empty()) {
            return last;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the books told nobody");
}
