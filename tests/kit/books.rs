//! The books: Business Central's stand-in, started for one story.

use serde_json::Value;
use url::Url;
use waypost_sandbox::{Config, Sandbox};

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

    /// Where its API is.
    pub fn api(&self) -> Url {
        Url::parse(&self.sandbox.api_base()).expect("an address")
    }

    /// The story's own door to the sandbox: `path` below its control endpoint.
    pub async fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        let url = format!("{}/{path}", self.sandbox.control());
        let method = method.parse().expect("a method");
        let mut request = reqwest::Client::new().request(method, url);
        if !body.is_null() {
            request = request.json(body);
        }
        let reply = request.send().await.expect("the sandbox");
        let (status, text) = (reply.status(), reply.text().await.expect("a body"));
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
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
