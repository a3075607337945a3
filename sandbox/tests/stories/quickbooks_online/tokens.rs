//! How long access lasts, how it goes on, and how it ends.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_sandbox::Config;

use crate::kit::{
    body,
    quickbooks::{APP, DANA, FLEET, LOGISTICS, Office, SECRET, roomy},
};

async fn exchange(office: &Office, tokens: &Value) -> (u16, Value) {
    let token = tokens["refresh_token"].as_str().expect("a refresh token");
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    office.token_endpoint(SECRET, &form).await
}

async fn later(office: &Office, seconds: i64) {
    office.control("clock", json!({"advance_seconds": seconds})).await;
}

#[tokio::test]
async fn an_access_token_ends_after_an_hour_and_says_so_in_the_other_shape() {
    let mut office = Office::open().await;
    later(&office, 3600).await;
    let reply = office.request(Method::GET, "preferences").send().await.unwrap();
    assert_eq!(reply.status(), 401);
    let header = reply.headers()["www-authenticate"].to_str().unwrap().to_owned();
    assert_eq!(header, "Bearer realm=\"Intuit\", error=\"invalid_token\"");
    let error = body(reply).await;
    let first = &error["fault"]["error"][0];
    assert_eq!(first["code"], "3200");
    assert_eq!(first["message"], "message=AuthenticationFailed; errorCode=003200; statusCode=401");
    assert!(first["detail"].as_str().unwrap().starts_with("Token expired: "));
    assert_eq!(error["fault"]["type"], "AUTHENTICATION");
    assert!(error["time"].is_i64());
    let (status, fresh) = exchange(&office, &office.tokens).await;
    assert_eq!(status, 200);
    office.tokens = fresh;
    assert_eq!(office.get("preferences").await.0, 200);
}

#[tokio::test]
async fn a_refresh_token_keeps_its_value_for_a_day_and_then_changes() {
    let office = Office::open().await;
    later(&office, 3600).await;
    let (_, same) = exchange(&office, &office.tokens).await;
    assert_eq!(same["refresh_token"], office.tokens["refresh_token"]);
    assert_eq!(same["x_refresh_token_expires_in"], 8_726_400 - 3600);
    later(&office, 24 * 3600).await;
    let (status, rotated) = exchange(&office, &office.tokens).await;
    assert_eq!(status, 200);
    assert_ne!(rotated["refresh_token"], office.tokens["refresh_token"]);
    let (status, again) = exchange(&office, &office.tokens).await;
    assert_eq!(status, 200, "the reply may have been lost");
    let (status, _) = exchange(&office, &again).await;
    assert_eq!(status, 200);
    let (status, error) = exchange(&office, &office.tokens).await;
    assert_eq!(status, 400, "its successor was used");
    assert_eq!(
        error,
        json!({"error": "invalid_grant",
                             "error_description": "Incorrect or invalid refresh token"})
    );
    let (status, _) = exchange(&office, &rotated).await;
    assert_eq!(status, 400, "two workers who refresh at once lose one of the tokens");
}

#[tokio::test]
async fn a_replaced_token_ends_with_the_grace_and_an_unused_one_after_101_days() {
    let config = Config { refresh_grace_seconds: 60, ..roomy() };
    let office = Office::with(config, FLEET).await;
    later(&office, 25 * 3600).await;
    assert_eq!(exchange(&office, &office.tokens).await.0, 200);
    later(&office, 61).await;
    assert_eq!(exchange(&office, &office.tokens).await.0, 400);
    let unused = office.connect(DANA, FLEET).await;
    later(&office, 8_726_401).await;
    assert_eq!(exchange(&office, &unused).await.0, 400);
}

#[tokio::test]
async fn the_five_years_are_told_to_who_asks() {
    let office = Office::open().await;
    let url = format!("{}/oauth2/v1/tokens/bearer", office.sandbox.intuit_base());
    let token = office.tokens["refresh_token"].as_str().unwrap();
    let reply = office
        .client
        .post(url)
        .basic_auth(APP, Some(SECRET))
        .header("x-include-refresh-token-hard-expires-in", "true")
        .form(&[("grant_type", "refresh_token"), ("refresh_token", token)])
        .send()
        .await
        .unwrap();
    let left = body(reply).await["x_refresh_token_hard_expires_in"].as_i64().unwrap();
    assert!((157_679_000..=157_680_000).contains(&left), "{left}");
}

#[tokio::test]
async fn an_app_gives_its_access_back() {
    let office = Office::open().await;
    let url = format!("{}/v2/oauth2/tokens/revoke", office.sandbox.intuit_base());
    let revoke = |token: Value| {
        let sent = json!({"token": token});
        office.client.post(&url).basic_auth(APP, Some(SECRET)).json(&sent).send()
    };
    let reply = revoke(office.tokens["refresh_token"].clone()).await.unwrap();
    assert_eq!((reply.status().as_u16(), reply.text().await.unwrap()), (200, String::new()));
    assert_eq!(office.get("preferences").await.0, 401);
    assert_eq!(exchange(&office, &office.tokens).await.0, 400);
    assert_eq!(revoke(json!("nothing")).await.unwrap().status(), 400);
}

#[tokio::test]
async fn a_company_disconnects_the_app_and_no_token_fits_another_company() {
    let mut office = Office::open().await;
    office.realm = LOGISTICS;
    let (status, error) = office.get("preferences").await;
    assert_eq!(status, 403);
    let first = &error["fault"]["error"][0];
    assert_eq!(first["code"], "3100");
    assert_eq!(
        first["message"],
        "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403"
    );
    office.realm = FLEET;
    office.control(&format!("quickbooks/{FLEET}/disconnect"), json!({})).await;
    assert_eq!(office.get("preferences").await.0, 403);
    assert_eq!(exchange(&office, &office.tokens).await.0, 400);
}

#[tokio::test]
async fn a_token_that_is_none_is_malformed() {
    let mut office = Office::open().await;
    office.tokens = json!({"access_token": "short"});
    let (status, error) = office.get("preferences").await;
    assert_eq!(status, 401);
    let detail = &error["fault"]["error"][0]["detail"];
    assert_eq!(detail, "Malformed bearer token: too short or too long");
}

#[tokio::test]
async fn faults_end_tokens_here_as_in_the_other_system() {
    let office = Office::open().await;
    office.control("faults", json!({"path": "/preferences", "kind": "expire_tokens"})).await;
    assert_eq!(office.get("preferences").await.0, 401);
    office.control("faults", json!({"path": "/tokens/bearer", "kind": "revoke_refresh"})).await;
    assert_eq!(exchange(&office, &office.tokens).await.0, 400);
}
