//! A person connects a company: the pages, the code, and where everything is.

use serde_json::{Value, json};

use crate::kit::{
    body,
    quickbooks::{APP, DANA, FLEET, LOGISTICS, Office, REDIRECT, returned, value},
};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
/// The verifier's challenge, from RFC 7636, appendix B.
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

#[tokio::test]
async fn a_person_with_two_companies_chooses_one_and_comes_back_with_its_realm() {
    let office = Office::open().await;
    let url = format!("{}/connect/oauth2", office.sandbox.intuit_base());
    let page = office.client.get(url).query(&Office::ask()).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("<label for=\"username\">") && page.contains("a state &amp; more"));
    let back = office.consent(DANA, LOGISTICS, &[]).await;
    assert_eq!(value(&back, "realmId"), LOGISTICS);
    assert_eq!(value(&back, "state"), "a state & more");
    let (status, tokens) = office.redeem(&back, &[]).await;
    assert_eq!(status, 200);
    assert_eq!(tokens["token_type"], "bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["x_refresh_token_expires_in"], 8_726_400);
    assert!(tokens.get("x_refresh_token_hard_expires_in").is_none());
}

#[tokio::test]
async fn a_person_with_one_company_is_not_asked_and_one_with_none_cannot_go_on() {
    let office = Office::open().await;
    let mut form = Office::ask();
    form.extend([("username", "lee@keystone-freight.example"), ("password", "sandbox-lee")]);
    let reply = office.submit(&form).await;
    assert_eq!((reply.status().as_u16(), value(&returned(&reply), "realmId")), (302, FLEET));
    let mut form = Office::ask();
    form.extend([("username", "sam@keystone-freight.example"), ("password", "sandbox-sam")]);
    let page = office.submit(&form).await.text().await.unwrap();
    assert!(page.contains("has no company"));
}

#[tokio::test]
async fn a_wrong_password_a_refusal_and_a_strange_address_lead_nowhere() {
    let office = Office::open().await;
    let mut wrong = Office::ask();
    wrong.extend([("username", DANA.0), ("password", "no")]);
    let reply = office.submit(&wrong).await;
    assert_eq!(reply.status(), 200);
    assert!(reply.text().await.unwrap().contains("role=\"alert\""));
    let mut declined = Office::ask();
    declined.push(("action", "cancel"));
    let back = returned(&office.submit(&declined).await);
    assert_eq!((value(&back, "error"), value(&back, "state")), ("access_denied", "a state & more"));
    let mut strange = Office::ask();
    strange[3].1 = "https://elsewhere.example/steal";
    let reply = office.submit(&strange).await;
    assert_eq!(reply.status(), 400);
    assert!(reply.headers().get("location").is_none());
    let mut scopeless = Office::ask();
    scopeless[2].1 = "openid";
    let back = returned(&office.submit(&scopeless).await);
    assert_eq!(value(&back, "error"), "invalid_scope");
}

#[tokio::test]
async fn a_code_works_once_within_ten_minutes_and_at_its_own_address() {
    let office = Office::open().await;
    let back = office.consent(DANA, FLEET, &[]).await;
    assert_eq!(office.redeem(&back, &[]).await.0, 200);
    let (status, spent) = office.redeem(&back, &[]).await;
    assert_eq!((status, &spent["error"]), (400, &json!("invalid_grant")));
    let back = office.consent(DANA, FLEET, &[]).await;
    office.control("clock", json!({"advance_seconds": 601})).await;
    assert_eq!(office.redeem(&back, &[]).await.0, 400);
}

#[tokio::test]
async fn a_proof_is_checked_when_one_was_offered() {
    let office = Office::open().await;
    let challenge = [("code_challenge", CHALLENGE), ("code_challenge_method", "S256")];
    let back = office.consent(DANA, FLEET, &challenge).await;
    assert_eq!(office.redeem(&back, &[("code_verifier", "another-verifier")]).await.0, 400);
    let back = office.consent(DANA, FLEET, &challenge).await;
    assert_eq!(office.redeem(&back, &[("code_verifier", VERIFIER)]).await.0, 200);
    let mut plain = Office::ask();
    plain.extend([("code_challenge", VERIFIER), ("code_challenge_method", "plain")]);
    let back = returned(&office.submit(&plain).await);
    assert_eq!(value(&back, "error"), "invalid_request");
}

#[tokio::test]
async fn the_discovery_document_leads_to_every_endpoint() {
    let office = Office::open().await;
    let base = office.sandbox.intuit_base();
    for path in ["openid_configuration", "openid_sandbox_configuration/"] {
        let url = format!("{base}/.well-known/{path}");
        let found = body(office.client.get(url).send().await.unwrap()).await;
        assert_eq!(found["authorization_endpoint"], format!("{base}/connect/oauth2"));
        assert_eq!(found["token_endpoint"], format!("{base}/oauth2/v1/tokens/bearer"));
        assert_eq!(found["revocation_endpoint"], format!("{base}/v2/oauth2/tokens/revoke"));
        for key in ["issuer", "userinfo_endpoint", "jwks_uri"] {
            assert!(found[key].as_str().is_some_and(|it| it.starts_with(&base)), "{key}");
        }
    }
    let keys = office.client.get(format!("{base}/op/v1/jwks")).send().await.unwrap();
    assert_eq!(keys.status(), 501, "what is not modelled says so");
}

#[tokio::test]
async fn the_token_endpoint_knows_its_apps() {
    let office = Office::open().await;
    let form = [("grant_type", "refresh_token"), ("refresh_token", "x")];
    let (status, error) = office.token_endpoint("guess", &form).await;
    assert_eq!((status, error), (401, json!({"error": "invalid_client"})));
    let (_, error) =
        office.token_endpoint(crate::kit::quickbooks::SECRET, &[("grant_type", "password")]).await;
    assert_eq!(error["error"], "unsupported_grant_type");
    let stranger = office.client.post(format!(
        "{}/connect/oauth2?client_id=nobody&redirect_uri={REDIRECT}",
        office.sandbox.intuit_base()
    ));
    let reply = stranger.send().await.unwrap();
    assert_eq!(
        (reply.status().as_u16(), body(reply).await["error"].clone()),
        (401, Value::from("invalid_client"))
    );
    assert_ne!(APP, "nobody");
}
