//! Who signs people in to an accounting system: where, with what, and how it refuses.

use oauth2::AuthType;
use url::Url;

use super::said::unusable_address;
use super::{entra, intuit};
use crate::connectors::Rejection;

/// What a person grants Business Central: acting for them, also while they are away.
const ENTRA_SCOPES: &[&str] =
    &["https://api.businesscentral.dynamics.com/user_impersonation", "offline_access", "openid"];
const INTUIT_SCOPES: &[&str] = &["com.intuit.quickbooks.accounting"];

/// A sign-in service, at the operator's addresses (R55).
#[derive(Clone, Debug)]
pub enum Provider {
    /// Microsoft Entra.
    Entra {
        /// `https://login.microsoftonline.com`.
        login: Url,
        /// A directory's id or domain; `organizations` for people of any.
        directory: String,
    },
    /// Intuit.
    Intuit {
        /// Where browsers go: `https://appcenter.intuit.com`.
        authorize: Url,
        /// Where tokens come from: `https://oauth.platform.intuit.com`.
        tokens: Url,
        /// Where they are given back: `https://developer.api.intuit.com`.
        revoke: Url,
    },
}

impl Provider {
    /// The page that a person signs in on.
    pub(super) fn authorize(&self) -> Result<Url, Rejection> {
        match self {
            Provider::Entra { login, directory } => entra_address(login, directory, "authorize"),
            Provider::Intuit { authorize, .. } => {
                below(authorize, &["connect", "oauth2"], "--quickbooks-online-authorize")
            }
        }
    }

    /// Where codes and refresh tokens are exchanged.
    pub(super) fn tokens(&self) -> Result<Url, Rejection> {
        match self {
            Provider::Entra { login, directory } => entra_address(login, directory, "token"),
            Provider::Intuit { tokens, .. } => {
                let path = ["oauth2", "v1", "tokens", "bearer"];
                below(tokens, &path, "--quickbooks-online-tokens")
            }
        }
    }

    /// Where tokens are given back, where there is such a place.
    pub(super) fn revoke(&self) -> Result<Option<Url>, Rejection> {
        match self {
            Provider::Entra { .. } => Ok(None),
            Provider::Intuit { revoke, .. } => {
                let path = ["v2", "oauth2", "tokens", "revoke"];
                below(revoke, &path, "--quickbooks-online-revoke").map(Some)
            }
        }
    }

    /// What a person is asked to grant.
    pub(super) fn scopes(&self) -> &'static [&'static str] {
        match self {
            Provider::Entra { .. } => ENTRA_SCOPES,
            Provider::Intuit { .. } => INTUIT_SCOPES,
        }
    }

    /// Whether it offers PKCE.
    pub(super) fn offers_pkce(&self) -> bool {
        matches!(self, Provider::Entra { .. })
    }

    /// What else its page is told.
    pub(super) fn page(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Provider::Entra { .. } => &[("response_mode", "query"), ("prompt", "select_account")],
            Provider::Intuit { .. } => &[],
        }
    }

    /// What is said with every request for tokens, as header and value: Intuit tells only then when the
    /// sign-in ends for good.
    pub(super) fn says(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Provider::Entra { .. } => None,
            Provider::Intuit { .. } => Some(("x-include-refresh-token-hard-expires-in", "true")),
        }
    }

    /// How an application proves itself.
    pub(super) fn proof(&self) -> AuthType {
        match self {
            Provider::Entra { .. } => AuthType::RequestBody,
            Provider::Intuit { .. } => AuthType::BasicAuth,
        }
    }

    /// Two exchanges of a refresh token at once may end the sign-in: one at a time, over all
    /// processes.
    pub fn wants_one_refresh(&self) -> bool {
        matches!(self, Provider::Intuit { .. })
    }

    /// What an `error` and its description mean.
    pub(super) fn refusal(&self, error: &str, description: &str) -> Rejection {
        match self {
            Provider::Entra { .. } => entra::refusal(error, description),
            Provider::Intuit { .. } => intuit::refusal(error, description),
        }
    }

    /// It did not answer as it should.
    pub(super) fn unreachable(&self, why: &str) -> Rejection {
        match self {
            Provider::Entra { .. } => entra::unreachable(why),
            Provider::Intuit { .. } => intuit::unreachable(why),
        }
    }
}

fn entra_address(login: &Url, directory: &str, what: &str) -> Result<Url, Rejection> {
    below(login, &[directory, "oauth2", "v2.0", what], "--business-central-login")
}

fn below(base: &Url, path: &[&str], flag: &str) -> Result<Url, Rejection> {
    let mut url = base.clone();
    url.path_segments_mut().map_err(|()| unusable_address(flag))?.pop_if_empty().extend(path);
    Ok(url)
}
