//! What is sealed for a connection: how it proves itself, and the access token it got last.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use zeroize::Zeroizing;

use super::Tokens;

/// A connection's credential.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Credential {
    /// How it proves itself.
    pub grant: Grant,
    /// The access token it got last.
    #[serde(serialize_with = "expose")]
    access: SecretString,
    obtained_at: Timestamp,
    expires_at: Timestamp,
    /// When a person's sign-in ends unless it is renewed, where that is said.
    #[serde(default)]
    ends_at: Option<Timestamp>,
}

/// How a connection proves itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Grant {
    /// A person signed in.
    Person {
        /// Gets the next access token; replaced whenever a newer one comes.
        #[serde(serialize_with = "expose")]
        refresh: SecretString,
    },
    /// An administrator's app registration.
    Application {
        /// Its directory.
        directory: String,
        /// Its client id.
        client_id: String,
        /// Its secret.
        #[serde(serialize_with = "expose")]
        client_secret: SecretString,
    },
}

impl Credential {
    /// A credential that just got `tokens`. A newer refresh token takes the former one's place.
    pub fn new(grant: Grant, tokens: Tokens, now: Timestamp) -> Credential {
        let grant = match (grant, tokens.refresh) {
            (Grant::Person { .. }, Some(refresh)) => Grant::Person { refresh },
            (grant, _) => grant,
        };
        let after = |life: Duration| {
            let life = i64::try_from(life.as_secs()).unwrap_or(0);
            now.checked_add(SignedDuration::from_secs(life)).unwrap_or(Timestamp::MAX)
        };
        Credential {
            grant,
            access: tokens.access,
            obtained_at: now,
            expires_at: after(tokens.life),
            ends_at: tokens.lasts.map(after),
        }
    }

    /// When the sign-in ends unless it is renewed, where that is said.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.ends_at
    }

    /// The access token, while at least a fifth of its life is left.
    pub fn fresh_access(&self, now: Timestamp) -> Option<&SecretString> {
        let life = self.expires_at.duration_since(self.obtained_at).as_secs();
        let age = now.duration_since(self.obtained_at).as_secs();
        (age >= 0 && age * 5 < life * 4).then_some(&self.access)
    }

    /// Whose allowance of requests it uses: an application's is shared by all its connections.
    pub fn allowance(&self, connection: &str) -> String {
        match &self.grant {
            Grant::Person { .. } => format!("connection {connection}"),
            Grant::Application { directory, client_id, .. } => {
                format!("application {client_id} of {directory}")
            }
        }
    }

    /// As it is sealed.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, serde_json::Error> {
        serde_json::to_vec(self).map(Zeroizing::new)
    }

    /// As it was sealed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Credential, serde_json::Error> {
        serde_json::from_slice(bytes)
    }
}

fn expose<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(refresh: Option<&str>) -> Tokens {
        Tokens {
            access: SecretString::from("access"),
            refresh: refresh.map(SecretString::from),
            life: Duration::from_secs(3_600),
            lasts: None,
        }
    }

    fn person() -> Grant {
        Grant::Person { refresh: SecretString::from("first") }
    }

    #[test]
    fn an_access_token_is_renewed_at_four_fifths_of_its_life() {
        let obtained: Timestamp = "2026-09-16T08:00:00Z".parse().unwrap();
        let credential = Credential::new(person(), tokens(None), obtained);
        for (minutes, fresh) in [(0, true), (47, true), (48, false), (61, false), (-1, false)] {
            let now = obtained + SignedDuration::from_mins(minutes);
            assert_eq!(credential.fresh_access(now).is_some(), fresh, "{minutes} min");
        }
    }

    #[test]
    fn a_rotated_refresh_token_replaces_the_former() {
        let now = Timestamp::UNIX_EPOCH;
        for (rotated, expect) in [(Some("second"), "second"), (None, "first")] {
            let sealed = Credential::new(person(), tokens(rotated), now).to_bytes().unwrap();
            let Grant::Person { refresh } = Credential::from_bytes(&sealed).unwrap().grant else {
                panic!("still a person's")
            };
            assert_eq!(refresh.expose_secret(), expect);
        }
    }

    #[test]
    fn nothing_secret_is_printed() {
        let credential = Credential::new(person(), tokens(None), Timestamp::UNIX_EPOCH);
        let printed = format!("{credential:?}");
        assert!(!printed.contains("first") && !printed.contains("access\""), "{printed}");
    }
}
