//! The one HTTP client that speaks to accounting systems, and [`Outward`], which posts to the addresses
//! of tenants. A call is sent once and what happened is reported; nothing is retried here, because
//! whether a retry is safe only sync's decision knows.
//!
//! Invariants: no redirect is followed (R55); every request ends before a lane's lease does; a
//! reply is read up to a limit; a failure says whether anything may have reached the remote.

mod carrier;
mod outward;
mod reach;
mod redact;
mod safe;

use std::sync::Arc;
use std::time::Duration;

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use carrier::{Carried, Carrier};
pub use outward::{Heard, Outward};
pub use reach::Reach;
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
    carrier: Arc<dyn Carrier>,
    request_limit: Duration,
}

impl Transport {
    /// A client on the network; requests end after `request_limit`.
    pub fn new(request_limit: Duration) -> Result<Transport, reqwest::Error> {
        Ok(Transport::carried_by(Arc::new(carrier::Network::new()?), request_limit))
    }

    /// A client on a line of a test's own.
    pub fn carried_by(carrier: Arc<dyn Carrier>, request_limit: Duration) -> Transport {
        Transport { carrier, request_limit }
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
        let mut request = Request::new(method, url);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, bearer(token)?);
        headers.insert("accept", HeaderValue::from_static("application/json"));
        headers.insert("accept-language", HeaderValue::from_static("en-US"));
        for (name, value) in &call.headers {
            let value = HeaderValue::from_str(value).map_err(|_| unsendable(name))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        if let Some(body) = &call.body {
            headers.insert("content-type", HeaderValue::from_static("application/json"));
            *request.body_mut() = Some(body.clone().into());
        } else if call.method == Method::Post {
            headers.insert("content-length", HeaderValue::from_static("0"));
        }
        self.carrier.carry(request, self.request_limit).await
    }

    /// Sends a form, for the token endpoint: `(status, body)`.
    pub async fn send_form(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<Reply, NoReply> {
        if !is_safe(url) {
            return Err(NoReply::Forbidden(url.to_string()));
        }
        let mut request = Request::new(reqwest::Method::POST, url.clone());
        *request.headers_mut() = headers;
        *request.body_mut() = Some(body.into());
        self.carrier.carry(request, self.request_limit).await
    }
}

/// The header that opens a request; never printed.
fn bearer(token: &SecretString) -> Result<HeaderValue, NoReply> {
    let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret()))
        .map_err(|_| unsendable("authorization"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// A header that cannot stand in a request: nothing was sent.
fn unsendable(name: &str) -> NoReply {
    NoReply::NotSent(format!("the header {name} holds characters that a header cannot"))
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
