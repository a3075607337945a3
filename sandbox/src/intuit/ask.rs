//! What an app asks of the sign-in page: which app it is, where the person goes back to, for what.
//!
//! Invariant: nobody is sent to an address that is not registered for the app.

use super::errors::{self, OauthError};
use crate::{
    browser::{back, is_same},
    http::Outgoing,
    quickbooks_online::seed::{IntuitApp, QuickBooksSeed},
};

/// The scope of the accounting API.
pub(super) const SCOPE: &str = "com.intuit.quickbooks.accounting";
/// Parameters that the page carries from the address to the form.
const CARRIED: [&str; 7] = [
    "client_id",
    "response_type",
    "scope",
    "redirect_uri",
    "state",
    "code_challenge",
    "code_challenge_method",
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

    /// The app, when it and its redirect address are registered.
    pub(super) fn app<'s>(&self, seed: &'s QuickBooksSeed) -> Result<&'s IntuitApp, OauthError> {
        let app = seed.apps.iter().find(|app| app.client_id == self.get("client_id"));
        let app = app.ok_or_else(errors::wrong_client)?;
        let redirect = self.get("redirect_uri");
        if app.redirect_uris.iter().any(|registered| is_same(registered, redirect)) {
            return Ok(app);
        }
        Err(errors::wrong_redirect())
    }

    /// What is wrong with the rest; told to the app by redirect. A state is needed, and a proof is
    /// taken when one is offered.
    pub(super) fn check(&self) -> Result<(), OauthError> {
        if self.get("response_type") != "code" {
            return Err(errors::unsupported_response());
        }
        if !self.get("scope").split_whitespace().any(|it| it == SCOPE) {
            return Err(errors::wrong_scope());
        }
        if self.get("state").is_empty() {
            return Err(errors::missing("state"));
        }
        let proves = !self.get("code_challenge").is_empty();
        if proves && self.get("code_challenge_method") != "S256" {
            return Err(errors::wrong_challenge());
        }
        Ok(())
    }

    /// Back to the app with a refusal.
    pub(super) fn refused(&self, error: &OauthError) -> Outgoing {
        let state = self.get("state");
        back(self.get("redirect_uri"), &[("error", &error.error), ("state", state)])
    }
}
