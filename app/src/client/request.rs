//! One request and its answer: headers, status, body. It knows no route.
//!
//! Invariant: every write carries the session's CSRF token and an idempotency key, so a write that
//! a shaky network repeats is done once.

use gloo_net::http::{Method, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use waypost_core::api::Problem;
use waypost_core::wire;

use super::trouble::Trouble;

/// What goes out.
pub(crate) struct Outgoing<'a> {
    /// GET, POST, PUT or DELETE.
    pub(crate) method: Method,
    /// Path below `/api/v1`.
    pub(crate) path: &'a str,
    /// JSON, already written.
    pub(crate) body: Option<String>,
    /// The revision that a write expects.
    pub(crate) if_match: Option<u64>,
    /// Sent with every write of a session.
    pub(crate) csrf_token: Option<String>,
}

/// Sends and waits; an answer that is an error becomes a [`Trouble`].
pub(crate) async fn send(outgoing: Outgoing<'_>) -> Result<String, Trouble> {
    let reading = outgoing.method == Method::GET;
    let mut builder = RequestBuilder::new(&format!("/api/v1{}", outgoing.path))
        .method(outgoing.method)
        .header("accept", "application/json");
    if let Some(key) = fresh_key().filter(|_| !reading) {
        builder = builder.header("idempotency-key", &key);
    }
    if let Some(token) = outgoing.csrf_token.filter(|_| !reading) {
        builder = builder.header("x-csrf-token", &token);
    }
    if let Some(revision) = outgoing.if_match {
        builder = builder.header("if-match", &format!("\"{revision}\""));
    }
    let answer = match outgoing.body {
        Some(body) => {
            let request = builder.header("content-type", "application/json").body(body);
            request.map_err(|_| Trouble::Unreadable)?.send().await
        }
        None => builder.send().await,
    };
    let response = answer.map_err(|_| Trouble::Offline)?;
    let text = response.text().await.map_err(|_| Trouble::Offline)?;
    if response.ok() { Ok(text) } else { Err(Trouble::from_problem(problem(&response, &text))) }
}

/// Whether the server can work; why not, if not.
pub(crate) async fn health() -> Result<(), Trouble> {
    let asking = RequestBuilder::new("/healthz").method(Method::GET).send().await;
    let response = asking.map_err(|_| Trouble::Offline)?;
    if response.ok() {
        return Ok(());
    }
    let text = response.text().await.map_err(|_| Trouble::Offline)?;
    Err(Trouble::from_problem(problem(&response, &text)))
}

/// Reads a body as the type that the route answers with.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, Trouble> {
    wire::read(text).map_err(|_| Trouble::Unreadable)
}

/// The server's problem; a proxy's page in its place becomes one with the status alone.
fn problem(response: &Response, text: &str) -> Problem {
    wire::read(text).unwrap_or_else(|_| Problem {
        kind: String::new(),
        code: String::new(),
        title: "The server did not answer as it should".into(),
        status: response.status(),
        detail: format!(
            "It answered with status {}. Nothing was changed on this page; try again.",
            response.status()
        ),
        path: None,
        findings: Vec::new(),
    })
}

/// 128 random bits in hexadecimal; none where the browser has no source of them.
fn fresh_key() -> Option<String> {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
