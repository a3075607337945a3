//! What an app asks of the sign-in page: which app it is, where the person goes back to, for what.
//!
//! Invariant: nobody is sent to an address that is not registered for the app.

use super::errors::{self, OauthError};
use crate::{
    browser::is_same,
    seed::{App, Seed},
};

/// Parameters that the page carries from the address to the form.
const CARRIED: [&str; 10] = [
    "client_id",
    "response_type",
    "redirect_uri",
    "response_mode",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "login_hint",
];

/// The parameters of a sign-in.
#[derive(Debug)]
pub(super) struct Ask {
    pairs: Vec<(String, String)>,
}

impl Ask {
    pub(super) fn new(pairs: Vec<(String, String)>) -> Self {
        Self { pairs }
    }

    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(it, _)| it == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// The parameters that the form sends on.
    pub(super) fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .filter(|(name, _)| CARRIED.contains(&name.as_str()))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(super) fn login_hint(&self) -> &str {
        self.get("login_hint")
    }

    /// The app, when it and its redirect address are registered.
    pub(super) fn app<'s>(&self, seed: &'s Seed) -> Result<&'s App, OauthError> {
        let client = self.get("client_id");
        let app = seed.apps.iter().find(|app| app.client_id.to_string() == client);
        let app = app.ok_or_else(|| errors::unknown_app(client))?;
        let redirect = self.get("redirect_uri");
        if app.redirect_uris.iter().any(|registered| is_same(registered, redirect)) {
            return Ok(app);
        }
        Err(errors::wrong_redirect(redirect, client))
    }

    /// What is wrong with the rest; told to the app by redirect.
    pub(super) fn check(&self, app: &App) -> Result<(), OauthError> {
        let kind = self.get("response_type");
        if kind != "code" || !["", "query"].contains(&self.get("response_mode")) {
            return Err(errors::unsupported_response(kind));
        }
        let scope = self.get("scope");
        if !scope.split_whitespace().any(|it| it.contains("api.businesscentral.dynamics.com")) {
            return Err(errors::wrong_scope(scope));
        }
        let challenge = self.get("code_challenge");
        let method = self.get("code_challenge_method");
        let proves = !challenge.is_empty() && method == "S256";
        let plain = challenge.is_empty() && !app.require_pkce;
        if proves || plain { Ok(()) } else { Err(errors::needs_pkce()) }
    }
}
