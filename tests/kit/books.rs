//! The books: the accounting systems' stand-in, started for one story.

use secrecy::SecretString;
use serde_json::Value;
use url::Url;
use waypost_sandbox::seed::Access;
use waypost_sandbox::{Config, Sandbox, Seed};
use waypost_server::sync::{BusinessCentral, QuickbooksOnline, Remotes};
use waypost_server::transport::Reach;

use crate::Tap;

/// The app registration that the sandbox's directory knows.
pub const CLIENT_ID: &str = "8d1b6e2f-5c3a-4f7e-b914-0a6d3c5e7f21";
/// Its secret. It opens nothing but the sandbox of a test.
pub const CLIENT_SECRET: &str = "sandbox-app-secret";

/// The app that the sandbox's Intuit knows.
pub const INTUIT_ID: &str = "ABsandboxWaypostClient";
/// Its secret. It opens nothing but the sandbox of a test.
pub const INTUIT_SECRET: &str = "sandbox-intuit-secret";

/// What the webhooks of that app are signed with, in a test.
pub const VERIFIER_TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// The operator's configuration for `books`; without any, calling them fails as without a network.
pub fn remotes(books: Option<&Books>, public_url: Url) -> Remotes {
    // Port 9 of this machine answers nobody.
    let nowhere = || Url::parse("http://127.0.0.1:9/v2.0").expect("an address");
    let intuit = || books.map_or_else(nowhere, Books::intuit);
    Remotes {
        business_central: BusinessCentral {
            api: books.map_or_else(nowhere, Books::api),
            login: books.map_or_else(nowhere, Books::login),
            client_id: Some(CLIENT_ID.to_owned()),
            client_secret: Some(SecretString::from(CLIENT_SECRET)),
        },
        quickbooks_online: QuickbooksOnline {
            api: books.map_or_else(nowhere, Books::quickbooks),
            authorize: intuit(),
            tokens: intuit(),
            revoke: intuit(),
            client_id: Some(INTUIT_ID.to_owned()),
            client_secret: Some(SecretString::from(INTUIT_SECRET)),
            verifier_token: Some(SecretString::from(VERIFIER_TOKEN)),
        },
        webhooks: Reach { loopback: true },
        public_url,
    }
}

/// A sandbox with Keystone's companies.
pub struct Books {
    /// The sandbox itself, for its control endpoint.
    pub sandbox: Sandbox,
    /// The tapped line to its sign-in, where a story listens.
    pub tap: Option<Tap>,
}

impl Books {
    /// Opens fresh books.
    pub async fn open() -> Books {
        Books::open_with(Config::default()).await
    }

    /// Opens books of the story's making.
    pub async fn open_with(config: Config) -> Books {
        Books { sandbox: Sandbox::start(config).await.expect("a sandbox"), tap: None }
    }

    /// Opens fresh books and listens to what is said at their sign-in.
    pub async fn overheard() -> Books {
        let books = Books::open().await;
        let tap = Tap::on(books.sandbox.base_url().trim_start_matches("http://")).await;
        Books { tap: Some(tap), ..books }
    }

    /// The test's own door: `POST faults`, `GET books?company=…`.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let uri = format!("/control/{path}").parse().expect("an address");
        let method = method.parse().expect("a method");
        let (headers, sent) = match body {
            Value::Null => (reqwest::header::HeaderMap::new(), Vec::new()),
            body => {
                let json = reqwest::header::HeaderValue::from_static("application/json");
                let headers = [(reqwest::header::CONTENT_TYPE, json)].into_iter().collect();
                (headers, body.to_string().into_bytes())
            }
        };
        let heard = self.sandbox.line().call(method, uri, headers, sent).await.expect("a reply");
        let text = String::from_utf8_lossy(&heard.body).into_owned();
        assert!(heard.status < 300, "{path}: {} {text}", heard.status);
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    /// Where its API is.
    pub fn api(&self) -> Url {
        Url::parse(&self.sandbox.api_base()).expect("an address")
    }

    /// Where QuickBooks Online's API is.
    pub fn quickbooks(&self) -> Url {
        Url::parse(&self.sandbox.quickbooks_base()).expect("an address")
    }

    /// Where Intuit's sign-in is.
    pub fn intuit(&self) -> Url {
        Url::parse(&self.sandbox.intuit_base()).expect("an address")
    }

    /// Where its sign-in is.
    pub fn login(&self) -> Url {
        let mut login = Url::parse(&self.sandbox.login_base()).expect("an address");
        if let Some(tap) = &self.tap {
            login.set_port(Some(tap.address.port())).expect("an address with a port");
        }
        login
    }
}

/// Keystone's seed with so many companies, all alike: `CO-000`, `CO-001` … beside its own two.
pub fn companies(many: usize) -> Seed {
    let mut seed = Seed::keystone().expect("the seed");
    for n in 0..many {
        let mut company = seed.companies[0].clone();
        company.name = format!("CO-{n:03}");
        company.display_name = format!("Company {n}");
        for app in &mut seed.apps {
            app.companies.insert(company.name.clone(), Access::Write);
        }
        seed.companies.push(company);
    }
    seed
}
