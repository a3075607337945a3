//! Signing in: by a person at the page, by an app with its secret, and for as long as it lasts.

use reqwest::Method;
use serde_json::{Value, json};
use waypost_sandbox::Config;

use crate::kit::{APP, Desk, SECRET, TENANT, body, code, text};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// The verifier's challenge, from RFC 7636, appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const REDIRECT: &str = "http://127.0.0.1:8080/oauth/business-central";

fn ask<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("client_id", APP),
        ("response_type", "code"),
        ("redirect_uri", REDIRECT),
        ("response_mode", "query"),
        (
            "scope",
            "https://api.businesscentral.dynamics.com/user_impersonation offline_access openid",
        ),
        ("state", "a state & more"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

/// Fills in the page and gives where it leads.
async fn submit(desk: &Desk, form: &[(&str, &str)]) -> (u16, Vec<(String, String)>, String) {
    let url = format!("{}/organizations/oauth2/v2.0/authorize", desk.sandbox.login_base());
    let reply = desk.client.post(url).form(form).send().await.expect("a reply");
    let location = reply.headers().get("location").map(|it| it.to_str().expect("text").to_owned());
    let status = reply.status().as_u16();
    let location = location.unwrap_or_default();
    let url = reqwest::Url::parse(&location).ok();
    let pairs = url.map(|it| it.query_pairs().into_owned().collect()).unwrap_or_default();
    (status, pairs, reply.text().await.expect("a page"))
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
}

async fn code_for(desk: &Desk, user: &str, password: &str) -> String {
    let mut form = ask();
    form.extend([("username", user), ("password", password), ("action", "accept")]);
    let (status, pairs, _) = submit(desk, &form).await;
    assert_eq!((status, value(&pairs, "state")), (302, "a state & more"));
    value(&pairs, "code").to_owned()
}

async fn redeem(desk: &Desk, code: &str, verifier: &str) -> (u16, Value) {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", APP),
        ("client_secret", SECRET),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", verifier),
    ];
    let reply = desk.token_endpoint(&form).await;
    (reply.status().as_u16(), body(reply).await)
}

/// Tokens of a person who signed in.
pub(crate) async fn person(desk: &Desk, user: &str, password: &str) -> Value {
    let code = code_for(desk, user, password).await;
    let (status, tokens) = redeem(desk, &code, VERIFIER).await;
    assert_eq!(status, 200, "{tokens}");
    tokens
}

async fn refresh(desk: &Desk, token: &Value) -> (u16, Value) {
    let token = token["refresh_token"].as_str().expect("a refresh token");
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", APP),
        ("client_secret", SECRET),
        ("refresh_token", token),
    ];
    let reply = desk.token_endpoint(&form).await;
    (reply.status().as_u16(), body(reply).await)
}

#[tokio::test]
async fn a_person_signs_in_and_reads_the_chart() {
    let mut desk = Desk::open().await;
    let url = format!("{}/{TENANT}/oauth2/v2.0/authorize", desk.sandbox.login_base());
    let page = desk.client.get(url).query(&ask()).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("<label for=\"username\">") && page.contains("a state &amp; more"));
    let tokens = person(&desk, "dana@keystone-freight.example", "sandbox-dana").await;
    assert_eq!(tokens["token_type"], "Bearer");
    desk.token = tokens["access_token"].as_str().unwrap().to_owned();
    assert!(!desk.get("accounts").await["value"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn the_page_turns_away_a_wrong_password_a_refusal_and_a_strange_address() {
    let desk = Desk::open().await;
    let mut wrong = ask();
    wrong.extend([("username", "dana@keystone-freight.example"), ("password", "no")]);
    let (status, _, page) = submit(&desk, &wrong).await;
    assert_eq!(status, 200);
    assert!(page.contains("role=\"alert\""));
    let mut declined = ask();
    declined.push(("action", "cancel"));
    let (status, pairs, _) = submit(&desk, &declined).await;
    assert_eq!((status, value(&pairs, "error")), (302, "access_denied"));
    let mut strange = ask();
    strange[2].1 = "https://elsewhere.example/steal";
    let (status, pairs, page) = submit(&desk, &strange).await;
    assert_eq!((status, pairs.len()), (400, 0));
    assert!(page.contains("AADSTS50011"));
    let mut plain = ask();
    plain.truncate(6);
    let (_, pairs, _) = submit(&desk, &plain).await;
    assert_eq!(value(&pairs, "error"), "invalid_request");
}

#[tokio::test]
async fn a_code_works_once_and_only_with_its_verifier() {
    let desk = Desk::open().await;
    let code = code_for(&desk, "dana@keystone-freight.example", "sandbox-dana").await;
    let (status, error) = redeem(&desk, &code, "another-verifier").await;
    assert_eq!((status, &error["error"]), (400, &json!("invalid_grant")));
    assert_eq!(error["error_codes"], json!([501_481]));
    let code = code_for(&desk, "dana@keystone-freight.example", "sandbox-dana").await;
    assert_eq!(redeem(&desk, &code, VERIFIER).await.0, 200);
    let (_, spent) = redeem(&desk, &code, VERIFIER).await;
    assert!(spent["error_description"].as_str().unwrap().starts_with("AADSTS54005"));
}

#[tokio::test]
async fn a_refresh_token_rotates_and_ends_once_its_successor_is_used() {
    let desk = Desk::open().await;
    let first = person(&desk, "dana@keystone-freight.example", "sandbox-dana").await;
    let (status, second) = refresh(&desk, &first).await;
    assert_eq!(status, 200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(refresh(&desk, &first).await.0, 200, "the reply may have been lost");
    assert_eq!(refresh(&desk, &second).await.0, 200);
    let (status, reused) = refresh(&desk, &first).await;
    assert_eq!((status, &reused["error"]), (400, &json!("invalid_grant")));
}

#[tokio::test]
async fn a_replaced_refresh_token_ends_with_the_grace() {
    let config = Config { refresh_grace_seconds: 60, ..Config::default() };
    let desk = Desk::with(config).await;
    let first = person(&desk, "dana@keystone-freight.example", "sandbox-dana").await;
    assert_eq!(refresh(&desk, &first).await.0, 200);
    desk.control("clock", json!({"advance_seconds": 61})).await;
    assert_eq!(refresh(&desk, &first).await.0, 400);
}

#[tokio::test]
async fn a_wrong_secret_and_an_ended_token_are_told_apart() {
    let desk = Desk::open().await;
    let reply = desk.app_token("guess").await;
    assert_eq!(reply.status(), 401);
    let error = body(reply).await;
    assert_eq!(error["error"], "invalid_client");
    assert!(error["error_description"].as_str().unwrap().starts_with("AADSTS7000215"));
    assert!(!error.to_string().contains("guess"));
    desk.control("clock", json!({"advance_seconds": 3600})).await;
    let reply = desk.request(Method::GET, "accounts").send().await.unwrap();
    assert_eq!(reply.status(), 401);
    let error = body(reply).await;
    assert_eq!(code(&error), "Authentication_InvalidCredentials");
    assert_eq!(text(&error), "The server has rejected the client credentials.");
}
