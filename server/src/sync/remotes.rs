//! The addresses that the server calls with credentials: the operator's configuration, never a
//! tenant's input (R55).
//!
//! Invariant: every address is https, except on this machine itself.

use secrecy::SecretString;
use url::Url;

use crate::transport::is_safe;

/// Where the accounting systems are, and as whom the server presents itself.
#[derive(Clone, Debug)]
pub struct Remotes {
    /// Business Central.
    pub business_central: BusinessCentral,
    /// Where browsers find this server; the sign-in returns there.
    pub public_url: Url,
}

/// Business Central's addresses and this server's registration with Microsoft.
#[derive(Clone, Debug)]
pub struct BusinessCentral {
    /// Up to and without the environment: `https://api.businesscentral.dynamics.com/v2.0`.
    pub api: Url,
    /// `https://login.microsoftonline.com`.
    pub login: Url,
    /// The registration behind "Sign in with Microsoft"; without it only client credentials work.
    pub client_id: Option<String>,
    /// That registration's secret.
    pub client_secret: Option<SecretString>,
}

/// An address that credentials must not travel to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{address} for {purpose} is not https. Give an https address; http is for this machine only"
)]
pub struct UnsafeAddress {
    /// The address as given.
    pub address: String,
    /// Which one it is.
    pub purpose: &'static str,
}

impl Remotes {
    /// Checks every address (R55).
    pub fn check(&self) -> Result<(), UnsafeAddress> {
        let central = &self.business_central;
        for (url, purpose) in [
            (&central.api, "Business Central's API"),
            (&central.login, "Business Central's sign-in"),
            (&self.public_url, "this server"),
        ] {
            if !is_safe(url) {
                return Err(UnsafeAddress { address: url.to_string(), purpose });
            }
        }
        Ok(())
    }
}
