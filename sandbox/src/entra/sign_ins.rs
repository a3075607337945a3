//! Codes and tokens that were issued, by their hash.
//!
//! Rotation: exchanging a refresh token gives a new one; the old one still works for the grace
//! period, so that a lost reply can be asked for again, and ends at once when the new one is used.
//! Invariant: a code is redeemed once.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::errors::{self, OauthError};
use crate::ids::{fingerprint, new_secret};

/// Access tokens last this long, by the sandbox clock.
pub(crate) const ACCESS_SECONDS: i64 = 3599;
/// An authorization code must be redeemed within this time.
const CODE_SECONDS: i64 = 600;
/// A refresh token ends when it was not used for 90 days.
const REFRESH_SECONDS: i64 = 90 * 24 * 3600;

/// The person or app that a token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Who {
    User(String),
    App(Uuid),
}

/// What a person agreed to at the sign-in page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) client: Uuid,
    pub(crate) user: String,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<String>,
    pub(crate) scope: String,
    pub(crate) issued: Timestamp,
    redeemed: bool,
}

impl Consent {
    pub(crate) fn new(
        client: Uuid,
        user: String,
        redirect_uri: String,
        challenge: Option<String>,
        scope: String,
        issued: Timestamp,
    ) -> Self {
        Self { client, user, redirect_uri, challenge, scope, issued, redeemed: false }
    }

    pub(crate) fn is_offline(&self) -> bool {
        self.scope.split_whitespace().any(|scope| scope == "offline_access")
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct AccessToken {
    who: Who,
    ends: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
struct RefreshToken {
    user: String,
    client: Uuid,
    scope: String,
    /// The token it replaced, by hash.
    before: Option<String>,
    issued: Timestamp,
    replaced: Option<Timestamp>,
    revoked: bool,
}

/// Everything issued.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIns {
    codes: HashMap<String, Consent>,
    access: HashMap<String, AccessToken>,
    refresh: HashMap<String, RefreshToken>,
}

impl SignIns {
    /// Who holds an access token that has not ended.
    pub(crate) fn holder(&self, token: &str, now: Timestamp) -> Option<&Who> {
        let found = self.access.get(&fingerprint(token))?;
        (now < found.ends).then_some(&found.who)
    }

    pub(crate) fn issue_code(&mut self, consent: Consent) -> String {
        let code = new_secret();
        self.codes.insert(fingerprint(&code), consent);
        code
    }

    /// The consent behind a code, which is then spent.
    ///
    /// # Errors
    /// An unknown, spent or old code.
    pub(crate) fn redeem(&mut self, code: &str, now: Timestamp) -> Result<Consent, OauthError> {
        let found = self.codes.get_mut(&fingerprint(code)).ok_or_else(errors::unknown_code)?;
        if found.redeemed {
            return Err(errors::redeemed_code());
        }
        found.redeemed = true;
        if now > later(found.issued, CODE_SECONDS) {
            return Err(errors::expired_code());
        }
        Ok(found.clone())
    }

    pub(crate) fn issue_access(&mut self, who: Who, now: Timestamp) -> String {
        self.access.retain(|_, token| now < token.ends);
        let token = new_secret();
        let ends = later(now, ACCESS_SECONDS);
        self.access.insert(fingerprint(&token), AccessToken { who, ends });
        token
    }

    pub(crate) fn issue_refresh(&mut self, consent: &Consent, now: Timestamp) -> String {
        let token = new_secret();
        let (user, scope) = (consent.user.clone(), consent.scope.clone());
        let client = consent.client;
        let row = RefreshToken {
            user,
            client,
            scope,
            before: None,
            issued: now,
            replaced: None,
            revoked: false,
        };
        self.refresh.insert(fingerprint(&token), row);
        token
    }

    /// Exchanges a refresh token: the person, the scope and the new refresh token.
    ///
    /// # Errors
    /// An unknown, revoked, replaced or old token, or one of another app.
    pub(crate) fn rotate(
        &mut self,
        token: &str,
        client: Uuid,
        grace_seconds: i64,
        now: Timestamp,
    ) -> Result<(String, String, String), OauthError> {
        let hash = fingerprint(token);
        let row = self.refresh.get_mut(&hash).ok_or_else(errors::unknown_code)?;
        if row.client != client {
            return Err(errors::other_app());
        }
        if row.revoked {
            return Err(errors::revoked_token());
        }
        let replaced_long_ago = row.replaced.is_some_and(|at| now > later(at, grace_seconds));
        if replaced_long_ago || now > later(row.issued, REFRESH_SECONDS) {
            return Err(errors::expired_code());
        }
        row.replaced.get_or_insert(now);
        let (user, scope, before) = (row.user.clone(), row.scope.clone(), row.before.clone());
        if let Some(before) = before.and_then(|before| self.refresh.get_mut(&before)) {
            before.revoked = true;
        }
        let fresh = new_secret();
        let row = RefreshToken {
            user: user.clone(),
            client,
            scope: scope.clone(),
            before: Some(hash),
            issued: now,
            replaced: None,
            revoked: false,
        };
        self.refresh.insert(fingerprint(&fresh), row);
        Ok((user, scope, fresh))
    }

    /// Ends every access token.
    pub(crate) fn expire_access(&mut self) {
        self.access.clear();
    }

    /// Revokes every refresh token.
    pub(crate) fn revoke_refresh(&mut self) {
        self.refresh.values_mut().for_each(|token| token.revoked = true);
    }
}

fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(moment)
}
