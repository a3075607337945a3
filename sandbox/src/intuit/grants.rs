//! Codes and tokens that were issued, by their hash.
//!
//! A refresh token keeps its value for a day; the first exchange after that gives a new one. The
//! former then works until the new one is used, and for the grace period at most, so that a lost
//! reply can be asked for again. Invariant: a code is redeemed once.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::errors::{self, OauthError};
use crate::ids::{fingerprint, new_secret};

/// Access tokens last this long, by the sandbox clock.
pub(crate) const ACCESS_SECONDS: i64 = 3600;
/// A refresh token ends when it was not exchanged for so long.
pub(crate) const REFRESH_SECONDS: i64 = 8_726_400;
/// A connection ends after five years, however often it was used.
const HARD_SECONDS: i64 = 5 * 365 * 24 * 3600;
/// The value of a refresh token changes when it is older than this.
const ROTATION_SECONDS: i64 = 24 * 3600;
/// A code, or a person who has not yet chosen a company.
const CODE_SECONDS: i64 = 600;

/// What a person agreed to at the sign-in page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Consent {
    pub(crate) client: String,
    pub(crate) user: String,
    pub(crate) realm: String,
    pub(crate) redirect_uri: String,
    pub(crate) challenge: Option<String>,
    pub(crate) issued: Timestamp,
}

/// How a grant ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ended {
    /// The app gave it back.
    Revoked,
    /// The company took it back.
    Disconnected,
}

/// An app's access to a company, given by a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Grant {
    pub(crate) client: String,
    pub(crate) user: String,
    pub(crate) realm: String,
    given: Timestamp,
    access: HashMap<String, Timestamp>,
    refresh: String,
    refresh_issued: Timestamp,
    /// The token before, and when it was replaced.
    former: Option<(String, Timestamp)>,
    ended: Option<Ended>,
}

/// What an access token stands for.
#[derive(Debug)]
pub(crate) enum Held<'a> {
    Unknown,
    Expired,
    Disconnected,
    Live(&'a Grant),
}

/// Tokens for an app.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) refresh_seconds: i64,
    pub(crate) hard_seconds: i64,
}

/// Everything issued.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grants {
    tickets: HashMap<String, (String, Timestamp)>,
    codes: HashMap<String, Consent>,
    grants: Vec<Grant>,
}

impl Grants {
    /// Who stands behind an access token.
    pub(crate) fn holder(&self, token: &str, now: Timestamp) -> Held<'_> {
        let hash = fingerprint(token);
        let grant = self.grants.iter().find(|grant| grant.access.contains_key(&hash));
        let Some(grant) = grant else { return Held::Unknown };
        match (grant.ended, grant.access.get(&hash)) {
            (Some(Ended::Revoked), _) => Held::Unknown,
            (Some(Ended::Disconnected), _) => Held::Disconnected,
            (None, Some(ends)) if now < *ends => Held::Live(grant),
            (None, _) => Held::Expired,
        }
    }

    /// Remembers a person between the two pages.
    pub(crate) fn issue_ticket(&mut self, user: &str, now: Timestamp) -> String {
        let ticket = new_secret();
        self.tickets.insert(fingerprint(&ticket), (user.to_owned(), now));
        ticket
    }

    pub(crate) fn signed_in(&mut self, ticket: &str, now: Timestamp) -> Option<String> {
        let (user, at) = self.tickets.remove(&fingerprint(ticket))?;
        (now <= later(at, CODE_SECONDS)).then_some(user)
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
        let consent = self.codes.remove(&fingerprint(code)).ok_or_else(errors::wrong_code)?;
        if now > later(consent.issued, CODE_SECONDS) {
            return Err(errors::wrong_code());
        }
        Ok(consent)
    }

    /// The first tokens of a consent.
    pub(crate) fn grant(&mut self, consent: Consent, now: Timestamp) -> Tokens {
        let refresh = new_secret();
        let mut grant = Grant {
            client: consent.client,
            user: consent.user,
            realm: consent.realm,
            given: now,
            access: HashMap::new(),
            refresh: fingerprint(&refresh),
            refresh_issued: now,
            former: None,
            ended: None,
        };
        let tokens = grant.tokens(refresh, now);
        self.grants.push(grant);
        tokens
    }

    /// Exchanges a refresh token.
    ///
    /// # Errors
    /// An unknown, replaced or old token, or one of another app or of an ended grant.
    pub(crate) fn exchange(
        &mut self,
        token: &str,
        client: &str,
        grace_seconds: i64,
        now: Timestamp,
    ) -> Result<Tokens, OauthError> {
        let hash = fingerprint(token);
        let grant = self.grants.iter_mut().find(|it| it.bears(&hash));
        let grant = grant.ok_or_else(errors::wrong_refresh)?;
        let lives = now <= later(grant.refresh_issued, REFRESH_SECONDS)
            && now <= later(grant.given, HARD_SECONDS);
        if grant.client != client || grant.ended.is_some() || !lives {
            return Err(errors::wrong_refresh());
        }
        if grant.refresh == hash {
            grant.former = None;
            if now < later(grant.refresh_issued, ROTATION_SECONDS) {
                return Ok(grant.tokens(token.to_owned(), now));
            }
            grant.former = Some((hash, now));
        } else {
            let replaced = grant.former.as_ref().map_or(now, |(_, at)| *at);
            if now > later(replaced, grace_seconds) {
                return Err(errors::wrong_refresh());
            }
        }
        let fresh = new_secret();
        grant.refresh = fingerprint(&fresh);
        grant.refresh_issued = now;
        Ok(grant.tokens(fresh, now))
    }

    /// Ends the grant of an access or refresh token of `client`; whether there was one.
    pub(crate) fn revoke(&mut self, token: &str, client: &str) -> bool {
        let hash = fingerprint(token);
        let found = self.grants.iter_mut().find(|grant| {
            grant.client == client && (grant.bears(&hash) || grant.access.contains_key(&hash))
        });
        found.is_some_and(|grant| {
            let lived = grant.ended.is_none();
            grant.ended.get_or_insert(Ended::Revoked);
            lived
        })
    }

    /// The company takes every grant back.
    pub(crate) fn disconnect(&mut self, realm: &str) {
        let of_it = self.grants.iter_mut().filter(|grant| grant.realm == realm);
        of_it.for_each(|grant| grant.ended = Some(Ended::Disconnected));
    }

    /// Ends every access token.
    pub(crate) fn expire_access(&mut self) {
        let ends = self.grants.iter_mut().flat_map(|grant| grant.access.values_mut());
        ends.for_each(|ends| *ends = Timestamp::UNIX_EPOCH);
    }

    /// Ends every grant.
    pub(crate) fn revoke_refresh(&mut self) {
        self.grants.iter_mut().for_each(|grant| grant.ended = Some(Ended::Revoked));
    }
}

impl Grant {
    fn bears(&self, hash: &str) -> bool {
        self.refresh == hash || self.former.as_ref().is_some_and(|(former, _)| former == hash)
    }

    fn tokens(&mut self, refresh: String, now: Timestamp) -> Tokens {
        // An ended token is told apart from an unknown one for a day.
        self.access.retain(|_, ends| now < later(*ends, ROTATION_SECONDS));
        let access = new_secret();
        self.access.insert(fingerprint(&access), later(now, ACCESS_SECONDS));
        let left =
            |from: Timestamp, seconds: i64| later(from, seconds).as_second() - now.as_second();
        Tokens {
            access,
            refresh,
            refresh_seconds: left(self.refresh_issued, REFRESH_SECONDS),
            hard_seconds: left(self.given, HARD_SECONDS),
        }
    }
}

fn later(moment: Timestamp, seconds: i64) -> Timestamp {
    moment.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(moment)
}
