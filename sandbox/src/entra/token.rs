//! The token endpoint: authorization code with PKCE, refresh with rotation, client credentials.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use super::{
    errors::{self, OauthError},
    sign_ins::{ACCESS_SECONDS, Consent, Who},
};
use crate::{
    house::House,
    http::{Incoming, Outgoing},
    ids::fingerprint,
    seed::App,
    world::World,
};

const RESOURCE: &str = "https://api.businesscentral.dynamics.com";

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

/// POST: a token, or the refusal.
///
/// # Errors
/// A wrong app, secret, code, verifier, refresh token or scope.
pub(super) async fn issue(
    house: &House,
    request: &Incoming,
    tenant: &str,
) -> Result<Outgoing, OauthError> {
    let mut form = Form(form_urlencoded::parse(&request.body).into_owned().collect());
    form.0.extend(request.query_pairs());
    let grant = form.need("grant_type")?.to_owned();
    let app = authenticate(house, request, &form)?;
    let mut world = house.world.lock().await;
    let body = match grant.as_str() {
        "authorization_code" => from_code(&mut world, app, &form)?,
        "refresh_token" => from_refresh(&mut world, app, &form, house.refresh_grace_seconds)?,
        "client_credentials" => from_credentials(&mut world, app, &form, tenant)?,
        other => return Err(errors::unsupported_grant(other)),
    };
    if let Err(error) = house.store(&world).await {
        tracing::error!(%error, "a sign-in was not stored");
    }
    Ok(Outgoing::json(200, &body).with("cache-control", "no-store"))
}

fn authenticate<'h>(
    house: &'h House,
    request: &Incoming,
    form: &Form,
) -> Result<&'h App, OauthError> {
    let basic = request
        .header("authorization")
        .and_then(|it| it.strip_prefix("Basic "))
        .and_then(|it| BASE64_STANDARD.decode(it).ok())
        .and_then(|it| String::from_utf8(it).ok());
    let decoded = |text: &str| {
        let pairs = format!("v={text}");
        form_urlencoded::parse(pairs.as_bytes()).next().map(|(_, it)| it.into_owned())
    };
    let (client, secret) = match basic.as_deref().and_then(|it| it.split_once(':')) {
        Some((client, secret)) => (decoded(client), decoded(secret)),
        None => {
            (form.get("client_id").map(str::to_owned), form.get("client_secret").map(str::to_owned))
        }
    };
    let client = client.ok_or_else(|| errors::missing("client_id"))?;
    let app = house.seed.apps.iter().find(|app| app.client_id.to_string() == client);
    let app = app.ok_or_else(|| errors::unknown_app(&client))?;
    match secret {
        None => Err(errors::no_secret()),
        Some(secret) if secret == app.client_secret => Ok(app),
        Some(_) => Err(errors::wrong_secret(&client)),
    }
}

fn from_code(world: &mut World, app: &App, form: &Form) -> Result<Value, OauthError> {
    let now = world.clock.now();
    let code = form.need("code")?;
    let redirect = form.need("redirect_uri")?;
    let consent = world.sign_ins.redeem(code, now)?;
    if consent.client != app.client_id {
        return Err(errors::other_app());
    }
    if consent.redirect_uri != redirect {
        return Err(errors::wrong_redirect(redirect, &app.client_id.to_string()));
    }
    check_verifier(&consent, form)?;
    let access = world.sign_ins.issue_access(Who::User(consent.user.clone()), now);
    let refresh = consent.is_offline().then(|| world.sign_ins.issue_refresh(&consent, now));
    Ok(token(&access, refresh.as_deref(), Some(&consent.scope)))
}

fn check_verifier(consent: &Consent, form: &Form) -> Result<(), OauthError> {
    let Some(challenge) = &consent.challenge else { return Ok(()) };
    // The challenge is the verifier's SHA-256 in URL-safe base64, which is what a fingerprint is.
    if fingerprint(form.need("code_verifier")?) == *challenge {
        return Ok(());
    }
    Err(errors::wrong_verifier())
}

fn from_refresh(
    world: &mut World,
    app: &App,
    form: &Form,
    grace_seconds: i64,
) -> Result<Value, OauthError> {
    let now = world.clock.now();
    let sent = form.need("refresh_token")?;
    let (user, scope, refresh) = world.sign_ins.rotate(sent, app.client_id, grace_seconds, now)?;
    let access = world.sign_ins.issue_access(Who::User(user), now);
    Ok(token(&access, Some(&refresh), Some(&scope)))
}

fn from_credentials(
    world: &mut World,
    app: &App,
    form: &Form,
    tenant: &str,
) -> Result<Value, OauthError> {
    let scope = form.need("scope")?;
    if scope != format!("{RESOURCE}/.default") {
        return Err(errors::wrong_scope(scope));
    }
    if ["organizations", "common"].contains(&tenant) {
        return Err(errors::unknown_tenant(tenant));
    }
    let now = world.clock.now();
    let access = world.sign_ins.issue_access(Who::App(app.client_id), now);
    Ok(token(&access, None, None))
}

fn token(access: &str, refresh: Option<&str>, scope: Option<&str>) -> Value {
    let mut body = json!({
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "ext_expires_in": ACCESS_SECONDS,
        "access_token": access,
    });
    if let Some(refresh) = refresh {
        body["refresh_token"] = Value::from(refresh);
    }
    if let Some(scope) = scope {
        let granted: Vec<&str> =
            scope.split_whitespace().filter(|it| it.starts_with("https://")).collect();
        body["scope"] = Value::from(granted.join(" "));
    }
    body
}
