//! Intuit's webhooks at the server's own door: signed or refused, and silent about who is known here.

use reqwest::Method;
use waypost_tests::{Client, TestApp};

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
    for (signature, body) in [
        (None, OLD),
        (Some("AAAA"), OLD),
        (Some("no base64"), OLD),
        (Some(SIGNATURE), "{}"),
        (Some(SIGNATURE), &OLD.replace("1185883450", "1185883451")),
    ] {
        post(&visitor, signature, body).await.refused(401, "webhook_not_signed");
    }
    let large = "x".repeat(300 * 1024);
    post(&visitor, Some(SIGNATURE), &large).await.refused(413, "body_too_large");
    visitor.get(PATH).await.refused(405, "method_not_allowed");
}
