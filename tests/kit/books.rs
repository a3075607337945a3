//! The books: Business Central's stand-in, started for one story.

use serde_json::Value;
use url::Url;
use waypost_sandbox::seed::Access;
use waypost_sandbox::{Config, Sandbox, Seed};

use crate::Tap;

/// The app registration that the sandbox's directory knows.
pub const CLIENT_ID: &str = "8d1b6e2f-5c3a-4f7e-b914-0a6d3c5e7f21";
/// Its secret. It opens nothing but the sandbox of a test.
pub const CLIENT_SECRET: &str = "sandbox-app-secret";

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
