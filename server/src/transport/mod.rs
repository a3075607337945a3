//! The one HTTP client that speaks to accounting systems. It sends a call once and reports what
//! happened; it never retries, because whether a retry is safe only sync's decision knows.
//!
//! Invariants: no redirect is followed (R55); every request ends before a lane's lease does; a
//! reply is read up to a limit; a failure says whether anything may have reached the remote.

mod redact;
mod safe;

use std::time::Duration;

use reqwest::redirect::Policy;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use redact::{reply_text, request_text};
pub use safe::is_safe;

use crate::connectors::{Address, Call, Method, Reply};

/// Longest wait for a connection.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// Longest request, from its first byte to the last of its reply. Below a lane's lease.
pub const REQUEST_LIMIT: Duration = Duration::from_secs(30);
/// Most bytes of a reply. A page of 20,000 accounts is about 12 MB.
const REPLY_BYTES: usize = 64 * 1024 * 1024;

/// No reply, or none that could be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoReply {
    /// Nothing reached the remote: certain.
    #[error("no connection: {0}")]
    NotSent(String),
    /// It may have reached the remote and been carried out.
    #[error("no answer: {0}")]
    NoAnswer(String),
    /// The address may not be called (R55).
    #[error("{0} is not below the address that the operator configured")]
    Forbidden(String),
}

/// The client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Transport {
    client: reqwest::Client,
    request_limit: Duration,
}

impl Transport {
    /// A client with these limits; requests end after `request_limit`.
    pub fn new(request_limit: Duration) -> Result<Transport, reqwest::Error> {
        // Another part of the program may have installed it already, which is as good.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT_LIMIT)
            .timeout(request_limit)
            .user_agent(concat!("waypost/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Transport { client, request_limit })
    }

    /// How long a request may take.
    pub fn request_limit(&self) -> Duration {
        self.request_limit
    }

    /// Sends `call` below `base`, once.
    pub async fn send(
        &self,
        base: &Url,
        call: &Call,
        token: &SecretString,
    ) -> Result<Reply, NoReply> {
        let url = below(base, &call.address)?;
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = self
            .client
            .request(method, url)
            .bearer_auth(token.expose_secret())
            .header("accept", "application/json")
            .header("accept-language", "en-US");
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = &call.body {
            request = request.header("content-type", "application/json").body(body.clone());
        } else if call.method == Method::Post {
            request = request.header("content-length", "0");
        }
        self.finish(request).await
    }

    /// Sends a form, for the token endpoint: `(status, body)`.
    pub async fn send_form(
        &self,
        url: &Url,
        headers: reqwest::header::HeaderMap,
        body: Vec<u8>,
    ) -> Result<Reply, NoReply> {
        if !is_safe(url) {
            return Err(NoReply::Forbidden(url.to_string()));
        }
        self.finish(self.client.post(url.clone()).headers(headers).body(body)).await
    }

    async fn finish(&self, request: reqwest::RequestBuilder) -> Result<Reply, NoReply> {
        let mut response = request.send().await.map_err(no_reply)?;
        let status = response.status().as_u16();
        let retry_after = response
            .headers()
            .get("retry-after")
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(no_reply)? {
            if body.len() + part.len() > REPLY_BYTES {
                return Err(NoReply::NoAnswer(format!("the reply is over {REPLY_BYTES} bytes")));
            }
            body.extend_from_slice(&part);
        }
        Ok(Reply { status, retry_after, body })
    }
}

fn no_reply(error: reqwest::Error) -> NoReply {
    let not_sent = error.is_connect() || error.is_builder();
    let error = error.without_url();
    let mut words = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    if not_sent { NoReply::NotSent(words) } else { NoReply::NoAnswer(words) }
}

/// The address of a call, which stays below the operator's (R55): credentials go nowhere else,
/// whatever a reply names as its next page.
fn below(base: &Url, address: &Address) -> Result<Url, NoReply> {
    let root = base.as_str().trim_end_matches('/');
    let text = match address {
        Address::Path(path) => format!("{root}/{path}"),
        Address::Next(link) => link.clone(),
    };
    let url = Url::parse(&text).map_err(|_| NoReply::Forbidden(text.clone()))?;
    let inside = url.as_str().starts_with(&format!("{root}/"))
        && url.origin() == base.origin()
        && url.username().is_empty();
    if inside && is_safe(&url) { Ok(url) } else { Err(NoReply::Forbidden(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(link: &str, allowed: bool) {
        let base = Url::parse("https://api.businesscentral.dynamics.com/v2.0").unwrap();
        let url = below(&base, &Address::Next(link.to_owned()));
        assert_eq!(url.is_ok(), allowed, "{link}");
    }

    #[test]
    fn a_next_page_elsewhere_gets_no_credentials() {
        check("https://api.businesscentral.dynamics.com/v2.0/p/api/v2.0/companies?x=1", true);
        check("https://api.businesscentral.dynamics.com/v2.0evil/companies", false);
        check("https://api.businesscentral.dynamics.com.evil.example/v2.0/companies", false);
        check("https://api.businesscentral.dynamics.com/v2.0/../other", false);
        check("https://user@api.businesscentral.dynamics.com/v2.0/companies", false);
        check("http://api.businesscentral.dynamics.com/v2.0/companies", false);
        check("/v2.0/companies", false);
    }
}
