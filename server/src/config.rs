//! What the operator decides: flags, or `WAYPOST_…` environment variables. Documented defaults that
//! work on one machine.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use secrecy::SecretString;
use url::Url;

use crate::store::Address;
use crate::sync::{BusinessCentral, QuickbooksOnline, Remotes};
use crate::transport::Reach;

/// Where the data is.
#[derive(Clone, Debug, Args)]
pub struct DatabaseFlags {
    /// The database: sqlite:FILE, or postgres://USER@HOST/NAME for several servers at once
    #[arg(
        long,
        env = "WAYPOST_DATABASE",
        default_value = "sqlite:waypost.db",
        hide_env_values = true // it may hold a password
    )]
    pub database: Address,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// One line of words for each event
    Text,
    /// One JSON object for each event
    Json,
}

/// What takes documents to the books needs, with a browser's face or without.
#[derive(Clone, Debug, Args)]
pub struct SyncFlags {
    /// Where the data is.
    #[command(flatten)]
    pub database: DatabaseFlags,
    /// The key that seals credentials; made with access for its owner alone when missing. Keep it
    /// apart from the database, and back it up
    #[arg(long, env = "WAYPOST_KEY_FILE", default_value = "waypost.key")]
    pub key_file: PathBuf,
    /// Business Central's API, up to and without the environment
    #[arg(
        long,
        env = "WAYPOST_BUSINESS_CENTRAL_API",
        default_value = "https://api.businesscentral.dynamics.com/v2.0"
    )]
    pub business_central_api: Url,
    /// Microsoft's sign-in
    #[arg(
        long,
        env = "WAYPOST_BUSINESS_CENTRAL_LOGIN",
        default_value = "https://login.microsoftonline.com"
    )]
    pub business_central_login: Url,
    /// Client id of this server's registration with Microsoft, for "Sign in with Microsoft"
    #[arg(long, env = "WAYPOST_BUSINESS_CENTRAL_CLIENT_ID")]
    pub business_central_client_id: Option<String>,
    /// File that holds that registration's client secret
    #[arg(long, env = "WAYPOST_BUSINESS_CENTRAL_CLIENT_SECRET_FILE")]
    pub business_central_client_secret_file: Option<PathBuf>,
    /// QuickBooks Online's API
    #[arg(
        long,
        env = "WAYPOST_QUICKBOOKS_ONLINE_API",
        default_value = "https://quickbooks.api.intuit.com"
    )]
    pub quickbooks_online_api: Url,
    /// Intuit's sign-in page
    #[arg(
        long,
        env = "WAYPOST_QUICKBOOKS_ONLINE_AUTHORIZE",
        default_value = "https://appcenter.intuit.com"
    )]
    pub quickbooks_online_authorize: Url,
    /// Where Intuit gives tokens
    #[arg(
        long,
        env = "WAYPOST_QUICKBOOKS_ONLINE_TOKENS",
        default_value = "https://oauth.platform.intuit.com"
    )]
    pub quickbooks_online_tokens: Url,
    /// Where Intuit takes tokens back
    #[arg(
        long,
        env = "WAYPOST_QUICKBOOKS_ONLINE_REVOKE",
        default_value = "https://developer.api.intuit.com"
    )]
    pub quickbooks_online_revoke: Url,
    /// Client id of this server's app at Intuit, for "Sign in with Intuit"
    #[arg(long, env = "WAYPOST_QUICKBOOKS_ONLINE_CLIENT_ID")]
    pub quickbooks_online_client_id: Option<String>,
    /// File that holds that app's client secret
    #[arg(long, env = "WAYPOST_QUICKBOOKS_ONLINE_CLIENT_SECRET_FILE")]
    pub quickbooks_online_client_secret_file: Option<PathBuf>,
    /// File that holds the verifier token of that app's webhooks; without one they are refused
    #[arg(long, env = "WAYPOST_QUICKBOOKS_ONLINE_VERIFIER_TOKEN_FILE")]
    pub quickbooks_online_verifier_token_file: Option<PathBuf>,
    /// Lets webhooks go to this machine itself, by http as well: for trying them out
    #[arg(long, env = "WAYPOST_WEBHOOKS_TO_THIS_MACHINE")]
    pub webhooks_to_this_machine: bool,
    /// How the log is written, to standard error
    #[arg(long, env = "WAYPOST_LOG", value_enum, default_value_t = LogFormat::Text)]
    pub log: LogFormat,
}

/// Everything that `waypost serve` takes.
#[derive(Clone, Debug, Args)]
pub struct ServeFlags {
    /// What it needs to take documents to the books.
    #[command(flatten)]
    pub sync: SyncFlags,
    /// The address to listen on
    #[arg(long, env = "WAYPOST_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where browsers find this server; https, except on this machine [default: http://LISTEN]
    #[arg(long, env = "WAYPOST_PUBLIC_URL")]
    pub public_url: Option<Url>,
}

/// Everything that `waypost work` takes.
#[derive(Clone, Debug, Args)]
pub struct WorkFlags {
    /// What it needs to take documents to the books.
    #[command(flatten)]
    pub sync: SyncFlags,
    /// An address to answer GET /healthz on, and nothing else
    #[arg(long, env = "WAYPOST_HEALTH")]
    pub health: Option<SocketAddr>,
}

/// A flag that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A secret's file cannot be read.
    #[error("cannot read the secret from {}: {cause}", file.display())]
    ClientSecret {
        /// The file.
        file: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The public address has no use.
    #[error("{0} is not an address. Give --public-url, such as https://waypost.example.com")]
    PublicUrl(String),
}

/// The address of what listens on `bound`, as this machine knows it.
pub fn own_url(bound: SocketAddr) -> Result<Url, ConfigError> {
    let address = format!("http://{bound}");
    Url::parse(&address).map_err(|_| ConfigError::PublicUrl(address))
}

impl ServeFlags {
    /// Where browsers find this server when it listens on `bound`.
    pub fn public_url(&self, bound: SocketAddr) -> Result<Url, ConfigError> {
        self.public_url.clone().map_or_else(|| own_url(bound), Ok)
    }
}

impl SyncFlags {
    /// The accounting systems' addresses and this server's registration with them.
    pub fn remotes(&self, public_url: Url) -> Result<Remotes, ConfigError> {
        Ok(Remotes {
            business_central: BusinessCentral {
                api: self.business_central_api.clone(),
                login: self.business_central_login.clone(),
                client_id: self.business_central_client_id.clone(),
                client_secret: secret(self.business_central_client_secret_file.as_deref())?,
            },
            quickbooks_online: QuickbooksOnline {
                api: self.quickbooks_online_api.clone(),
                authorize: self.quickbooks_online_authorize.clone(),
                tokens: self.quickbooks_online_tokens.clone(),
                revoke: self.quickbooks_online_revoke.clone(),
                client_id: self.quickbooks_online_client_id.clone(),
                client_secret: secret(self.quickbooks_online_client_secret_file.as_deref())?,
                verifier_token: secret(self.quickbooks_online_verifier_token_file.as_deref())?,
            },
            webhooks: Reach { loopback: self.webhooks_to_this_machine },
            public_url,
        })
    }
}

/// The secret in a file, where there is one. An empty one would be known to everybody.
fn secret(file: Option<&Path>) -> Result<Option<SecretString>, ConfigError> {
    let Some(file) = file else { return Ok(None) };
    let unusable = |cause| ConfigError::ClientSecret { file: file.to_owned(), cause };
    let text = std::fs::read_to_string(file).map_err(unusable)?;
    match text.trim() {
        "" => Err(unusable(std::io::Error::other("it is empty"))),
        secret => Ok(Some(SecretString::from(secret))),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secrets_file_that_nobody_has_filled_yet_is_refused() {
        let file = std::env::temp_dir().join(format!("waypost-secret-{}", std::process::id()));
        for empty in ["", " \n"] {
            std::fs::write(&file, empty).unwrap();
            let refused = secret(Some(&file)).unwrap_err().to_string();
            assert!(refused.ends_with("it is empty"), "{refused}");
        }
        std::fs::write(&file, "hush\n").unwrap();
        assert_eq!(secret(Some(&file)).unwrap().unwrap().expose_secret(), "hush");
        std::fs::remove_file(&file).unwrap();
    }
}
