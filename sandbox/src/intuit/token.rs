//! The token endpoint: a code becomes tokens, a refresh token becomes new ones.

use serde_json::{Value, json};

use super::{
    authenticate,
    errors::{self, OauthError},
    grants::{ACCESS_SECONDS, Tokens},
};
use crate::{
    house::House,
    http::{Incoming, Outgoing},
    ids::fingerprint,
    quickbooks_online::seed::IntuitApp,
    world::World,
};

struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(it, value)| it == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    fn need(&self, name: &str) -> Result<&str, OauthError> {
        self.get(name).ok_or_else(|| errors::missing(name))
    }
}

/// POST: tokens, or the refusal.
///
/// # Errors
/// A wrong app, secret, code, verifier or refresh token.
pub(super) async fn issue(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let form = Form(form_urlencoded::parse(&request.body).into_owned().collect());
    let app = authenticate(house, request)?;
    let mut world = house.world.lock().await;
    let tokens = match form.need("grant_type")? {
        "authorization_code" => from_code(&mut world, app, &form)?,
        "refresh_token" => {
            let now = world.clock.now();
            let sent = form.need("refresh_token")?;
            world.intuit.exchange(sent, &app.client_id, house.refresh_grace_seconds, now)?
        }
        _ => return Err(errors::unsupported_grant()),
    };
    if let Err(error) = house.store(&world).await {
        tracing::error!(%error, "a sign-in was not stored");
    }
    let wants_end = request.header("x-include-refresh-token-hard-expires-in") == Some("true");
    let body = body(&tokens, wants_end);
    Ok(Outgoing::json(200, &body).with("cache-control", "no-store"))
}

fn from_code(world: &mut World, app: &IntuitApp, form: &Form) -> Result<Tokens, OauthError> {
    let now = world.clock.now();
    let code = form.need("code")?;
    let redirect = form.need("redirect_uri")?;
    let consent = world.intuit.redeem(code, now)?;
    if consent.client != app.client_id {
        return Err(errors::wrong_code());
    }
    if consent.redirect_uri != redirect {
        return Err(errors::wrong_redirect());
    }
    // The challenge is the verifier's SHA-256 in URL-safe base64, which is what a fingerprint is.
    if let Some(challenge) = &consent.challenge
        && fingerprint(form.need("code_verifier")?) != *challenge
    {
        return Err(errors::wrong_code());
    }
    Ok(world.intuit.grant(consent, now))
}

fn body(tokens: &Tokens, wants_end: bool) -> Value {
    let mut body = json!({
        "token_type": "bearer",
        "access_token": tokens.access,
        "expires_in": ACCESS_SECONDS,
        "refresh_token": tokens.refresh,
        "x_refresh_token_expires_in": tokens.refresh_seconds,
    });
    if wants_end {
        body["x_refresh_token_hard_expires_in"] = json!(tokens.hard_seconds);
    }
    body
}
