//! A browser or a program: keeps its cookie and CSRF token, or its key, and reads answers.

use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, SET_COOKIE};
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::Listener;
use crate::app::PASSWORD;

/// Somebody who sends requests.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    cookie: Option<String>,
    csrf: Option<String>,
    key: Option<String>,
    extra: Vec<(String, String)>,
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
    /// What was asked, for messages.
    pub asked: String,
}

impl Client {
    /// Nobody in particular.
    pub fn new(base: &str) -> Client {
        // The server's own client installs the provider; whoever comes first does it.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .expect("an HTTP client");
        Client {
            http,
            base: base.to_owned(),
            cookie: None,
            csrf: None,
            key: None,
            extra: Vec::new(),
        }
    }

    /// Signs in with everybody's password.
    pub async fn signed_in_as(&self, email: &str) -> Client {
        let body = json!({"email": email, "password": PASSWORD});
        let reply = self.post("/api/v1/session", &body).await.expect(201);
        self.keeping(&reply)
    }

    /// Keeps the session that `reply` gave.
    pub fn keeping(&self, reply: &Reply) -> Client {
        let cookie = reply.headers[SET_COOKIE].to_str().expect("a readable cookie");
        let cookie = cookie.split(';').next().map(ToOwned::to_owned);
        let csrf = reply.json()["csrf_token"].as_str().map(ToOwned::to_owned);
        Client { cookie, csrf, ..self.clone() }
    }

    /// The same with an API key.
    pub fn with_key(&self, secret: &str) -> Client {
        Client { key: Some(secret.to_owned()), cookie: None, csrf: None, ..self.clone() }
    }

    /// The same without its CSRF token.
    pub fn without_csrf(&self) -> Client {
        Client { csrf: None, ..self.clone() }
    }

    /// The same with one more header on every request.
    pub fn with(&self, name: &str, value: &str) -> Client {
        let mut client = self.clone();
        client.extra.retain(|(known, _)| known != name);
        client.extra.push((name.to_owned(), value.to_owned()));
        client
    }

    /// The same, having seen `revision`.
    pub fn if_match(&self, revision: u64) -> Client {
        self.with("if-match", &format!("\"{revision}\""))
    }

    /// The session's token and CSRF token: what a thief would want.
    pub fn secrets(&self) -> Vec<String> {
        let token = self.cookie.as_ref().and_then(|cookie| cookie.split_once('='));
        let token = token.map(|(_, token)| token.to_owned());
        [token, self.key.clone()].into_iter().flatten().collect()
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::POST, path, Some(body.to_string().into_bytes())).await
    }

    /// Puts JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PUT, path, Some(body.to_string().into_bytes())).await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None).await
    }

    /// Opens a stream of live updates, which the server must grant.
    pub async fn listen(&self, path: &str) -> Listener {
        let response = self.ask(Method::GET, path, None).await;
        assert_eq!(response.status(), StatusCode::OK, "GET {path}");
        Listener::of(response)
    }

    /// Sends anything; a body is declared to be JSON unless the client says otherwise.
    pub async fn send(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Reply {
        let asked = format!("{method} {path}");
        let response = self.ask(method, path, body).await;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.text().await.unwrap_or_else(|error| panic!("{asked}: {error}"));
        Reply { status, headers, body, asked }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> reqwest::Response {
        let asked = format!("{method} {path}");
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if let Some(csrf) = &self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        if let Some(key) = &self.key {
            request = request.header(AUTHORIZATION, format!("Bearer {key}"));
        }
        let declared = self.extra.iter().any(|(name, _)| name == "content-type");
        if let Some(body) = body {
            if !declared {
                request = request.header("content-type", "application/json");
            }
            request = request.body(body);
        }
        for (name, value) in &self.extra {
            request = request.header(name, value);
        }
        request.send().await.unwrap_or_else(|error| panic!("{asked}: {error}"))
    }
}

impl Reply {
    /// This answer, which must have `status`.
    #[track_caller]
    pub fn expect(self, status: u16) -> Reply {
        assert_eq!(self.status.as_u16(), status, "{} answered {}", self.asked, self.body);
        self
    }

    /// This answer, which must be the problem `code` with `status`.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Reply {
        let reply = self.expect(status);
        let kind = reply.headers["content-type"].to_str().unwrap_or_default();
        assert_eq!(kind, "application/problem+json", "{}", reply.asked);
        assert_eq!(reply.json()["code"], code, "{} answered {}", reply.asked, reply.body);
        reply
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{} answered {:?}: {error}", self.asked, self.body))
    }

    /// The body as a value.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{} answered {}: {error}", self.asked, self.body))
    }

    /// The words of a problem.
    #[track_caller]
    pub fn detail(&self) -> String {
        self.json()["detail"].as_str().expect("a detail").to_owned()
    }

    /// The revision that the `ETag` names.
    #[track_caller]
    pub fn revision(&self) -> u64 {
        let tag = self.headers["etag"].to_str().expect("a readable tag");
        tag.trim_matches('"').parse().expect("a revision")
    }
}
