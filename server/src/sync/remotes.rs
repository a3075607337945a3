//! The addresses that the server calls with credentials: the operator's configuration, never a
//! tenant's input (R55). One table by system.
//!
//! Invariant: every address is https, except on this machine itself.

use secrecy::SecretString;
use url::Url;
use waypost_core::wire::System;

use crate::connectors::{Class, Rejection};
use crate::oauth::{Grant, Provider, Registration};
use crate::transport::{Reach, is_safe};

/// Directory of people who sign in from any company.
const ANY_DIRECTORY: &str = "organizations";

/// Where the accounting systems are, and as whom the server presents itself.
#[derive(Clone, Debug)]
pub struct Remotes {
    /// Business Central.
    pub business_central: BusinessCentral,
    /// QuickBooks Online.
    pub quickbooks_online: QuickbooksOnline,
    /// How far webhooks of the tenants may go.
    pub webhooks: Reach,
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

/// QuickBooks Online's addresses and this server's app at Intuit.
#[derive(Clone, Debug)]
pub struct QuickbooksOnline {
    /// `https://quickbooks.api.intuit.com`.
    pub api: Url,
    /// Where browsers sign in: `https://appcenter.intuit.com`.
    pub authorize: Url,
    /// Where tokens come from: `https://oauth.platform.intuit.com`.
    pub tokens: Url,
    /// Where they are given back: `https://developer.api.intuit.com`.
    pub revoke: Url,
    /// The app behind "Sign in with Intuit".
    pub client_id: Option<String>,
    /// Its secret.
    pub client_secret: Option<SecretString>,
    /// What Intuit's webhooks are signed with.
    pub verifier_token: Option<SecretString>,
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
        let (central, online) = (&self.business_central, &self.quickbooks_online);
        for (url, purpose) in [
            (&central.api, "Business Central's API"),
            (&central.login, "Business Central's sign-in"),
            (&online.api, "QuickBooks Online's API"),
            (&online.authorize, "QuickBooks Online's sign-in"),
            (&online.tokens, "QuickBooks Online's tokens"),
            (&online.revoke, "QuickBooks Online's taking back of tokens"),
            (&self.public_url, "this server"),
        ] {
            if !is_safe(url) {
                return Err(UnsafeAddress { address: url.to_string(), purpose });
            }
        }
        Ok(())
    }

    /// Where a system's requests go; none for one that is not spoken yet.
    pub(super) fn api(&self, system: System) -> Option<&Url> {
        match system {
            System::BusinessCentral => Some(&self.business_central.api),
            System::QuickbooksOnline => Some(&self.quickbooks_online.api),
            System::QuickbooksDesktop | System::Netsuite => None,
        }
    }

    /// Where a system's sign-in page sends the browser back to.
    pub(super) fn redirect(&self, system: System) -> Url {
        let mut url = self.public_url.clone();
        url.set_path(&format!("/oauth/{}/callback", system.as_str().replace('_', "-")));
        url
    }

    /// The registration that signs `grant` in to `system`; without a grant, that of people.
    pub(super) fn registration(
        &self,
        system: System,
        grant: Option<&Grant>,
    ) -> Result<Registration, Rejection> {
        match (system, grant) {
            (
                System::BusinessCentral,
                Some(Grant::Application { directory, client_id, client_secret }),
            ) => Ok(Registration {
                provider: self.entra(directory),
                client_id: client_id.clone(),
                client_secret: Some(client_secret.clone()),
            }),
            (System::BusinessCentral, _) => {
                let central = &self.business_central;
                Ok(Registration {
                    provider: self.entra(ANY_DIRECTORY),
                    client_id: central.client_id.clone().ok_or_else(|| not_set_up(MICROSOFT))?,
                    client_secret: central.client_secret.clone(),
                })
            }
            (System::QuickbooksOnline, None | Some(Grant::Person { .. })) => {
                let online = &self.quickbooks_online;
                Ok(Registration {
                    provider: Provider::Intuit {
                        authorize: online.authorize.clone(),
                        tokens: online.tokens.clone(),
                        revoke: online.revoke.clone(),
                    },
                    client_id: online.client_id.clone().ok_or_else(|| not_set_up(INTUIT))?,
                    client_secret: online.client_secret.clone(),
                })
            }
            (System::QuickbooksOnline | System::QuickbooksDesktop | System::Netsuite, _) => {
                Err(by_a_person(system))
            }
        }
    }

    fn entra(&self, directory: &str) -> Provider {
        let login = self.business_central.login.clone();
        Provider::Entra { login, directory: directory.to_owned() }
    }
}

const MICROSOFT: &str = "\"Sign in with Microsoft\" is not set up on this server. Let its operator \
    give --business-central-client-id, or use an app registration of your own.";
const INTUIT: &str = "\"Sign in with Intuit\" is not set up on this server. Let its operator give \
    --quickbooks-online-client-id and --quickbooks-online-client-secret-file.";

fn not_set_up(message: &str) -> Rejection {
    refused("sign_in_not_configured", message.to_owned())
}

fn by_a_person(system: System) -> Rejection {
    let name = waypost_core::names::system(system);
    let message = format!("{name} has no app registrations to sign in with. Let a person sign in.");
    refused("system_not_available", message)
}

fn refused(code: &'static str, message: String) -> Rejection {
    let class = Class::NeedsConfig;
    Rejection { code, class, message, remote_wide: false, subject: None, retry_after: None }
}
