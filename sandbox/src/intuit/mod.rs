//! Intuit's sign-in as far as a client of QuickBooks Online meets it: the page on which a person
//! picks a company, tokens, taking them back, and the discovery document.
//!
//! Not an identity provider: no id token is issued, and there is no user information. Tokens are
//! opaque. The hosts of Intuit are one here.

mod ask;
mod authorize;
mod discovery;
mod errors;
pub(crate) mod grants;
mod page;
mod revoke;
mod token;

use axum::http::Method;
use base64::{Engine, prelude::BASE64_STANDARD};

use crate::{
    faults::{Fault, Struck, around},
    house::House,
    http::{Incoming, Outgoing},
    quickbooks_online::seed::IntuitApp,
};
use errors::OauthError;

const AUTHORIZE: &str = "/connect/oauth2";
const TOKEN: &str = "/oauth2/v1/tokens/bearer";
const REVOKE: &str = "/v2/oauth2/tokens/revoke";
const USER_INFO: &str = "/v1/openid_connect/userinfo";
const ISSUER: &str = "/op/v1";
const KEYS: &str = "/op/v1/jwks";
const DISCOVERY: [&str; 2] =
    ["/.well-known/openid_configuration", "/.well-known/openid_sandbox_configuration"];

/// Whether a path belongs to the sign-in service.
pub(crate) fn owns(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    [AUTHORIZE, TOKEN, REVOKE, USER_INFO, ISSUER, KEYS].contains(&path) || DISCOVERY.contains(&path)
}

/// Answers a request of the sign-in service.
pub(crate) async fn serve(house: &House, request: &Incoming, struck: &Struck) -> Outgoing {
    let work = async { route(house, request).await.unwrap_or_else(|error| error.reply()) };
    around(&*house.time, struck, |fault| worded(fault).reply(), work).await
}

async fn route(house: &House, request: &Incoming) -> Result<Outgoing, OauthError> {
    let path = request.path.trim_end_matches('/');
    match (path, &request.method) {
        (AUTHORIZE, &Method::GET) => authorize::show(house, request),
        (AUTHORIZE, &Method::POST) => authorize::submit(house, request).await,
        (TOKEN, &Method::POST) => token::issue(house, request).await,
        (REVOKE, &Method::POST) => revoke::revoke(house, request).await,
        (path, &Method::GET) if DISCOVERY.contains(&path) => {
            Ok(discovery::document(house, request))
        }
        (USER_INFO | ISSUER | KEYS, _) => {
            let text = "The sandbox does not model user information and id tokens.";
            Ok(Outgoing::new(501, "text/plain; charset=utf-8", text))
        }
        _ => Ok(Outgoing::empty(405)),
    }
}

fn worded(fault: &Fault) -> OauthError {
    OauthError {
        status: fault.status.unwrap_or(503),
        error: fault.code.clone().unwrap_or_else(|| "server_error".to_owned()),
        description: fault.text.clone(),
        retry_after_seconds: fault.retry_after_seconds,
    }
}

/// The app that a request's Basic header names.
///
/// # Errors
/// `invalid_client` for none, an unknown one, or a wrong secret.
fn authenticate<'h>(house: &'h House, request: &Incoming) -> Result<&'h IntuitApp, OauthError> {
    let basic = request
        .header("authorization")
        .and_then(|it| it.strip_prefix("Basic "))
        .and_then(|it| BASE64_STANDARD.decode(it).ok())
        .and_then(|it| String::from_utf8(it).ok());
    let (client, secret) =
        basic.as_deref().and_then(|it| it.split_once(':')).ok_or_else(errors::wrong_client)?;
    let apps = &house.seed.quickbooks.apps;
    let app = apps.iter().find(|app| app.client_id == client && app.client_secret == secret);
    app.ok_or_else(errors::wrong_client)
}
