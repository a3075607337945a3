//! The client that posts to the addresses of tenants. Not the one for accounting systems: it carries no
//! credentials, reaches public addresses only, and reads little of what comes back.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Method, Request};
use url::Url;

use super::reach::Reach;
use super::{CONNECT_LIMIT, redact};

/// Longest try, from its first byte to the last that is read.
const LONGEST: Duration = Duration::from_secs(15);
/// How much of an answer is read: enough to recognise it.
const READ_BYTES: usize = 2_000;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// HTTP status.
    pub status: u16,
    /// For how many seconds the receiver asks to be left alone.
    pub retry_after: Option<u32>,
    /// The beginning of its words, what looks like a secret struck out.
    pub words: String,
}

/// The client, made when the first webhook is posted. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outward {
    client: Arc<OnceLock<Client>>,
    reach: Reach,
    limit: Duration,
}

impl Outward {
    /// A client that goes as far as `reach`; no try takes longer than `limit`.
    pub fn new(reach: Reach, limit: Duration) -> Outward {
        Outward { client: Arc::default(), reach, limit: limit.min(LONGEST) }
    }

    fn client(&self) -> Result<&Client, String> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // Another part of the program may have installed it already, which is as good.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would look names up itself, and reach what is private to it.
            .no_proxy()
            .dns_resolver(Arc::new(self.reach))
            .connect_timeout(CONNECT_LIMIT)
            .user_agent(concat!("waypost/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(words)?;
        Ok(self.client.get_or_init(|| client))
    }

    /// How far it goes.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Posts `body` once; what came back, or why nothing did, in words.
    pub async fn post(
        &self,
        url: &Url,
        headers: &[(&'static str, String)],
        body: String,
    ) -> Result<Heard, String> {
        self.reach.allows(url)?;
        let mut request = Request::new(Method::POST, url.clone());
        *request.timeout_mut() = Some(self.limit);
        let sent = request.headers_mut();
        sent.insert("content-type", HeaderValue::from_static("application/json"));
        for (name, value) in headers {
            let mut value =
                HeaderValue::from_str(value).map_err(|_| format!("{name} is no header"))?;
            value.set_sensitive(true);
            sent.insert(HeaderName::from_static(name), value);
        }
        *request.body_mut() = Some(body.into());
        let mut response = self.client()?.execute(request).await.map_err(words)?;
        let status = response.status().as_u16();
        let retry_after = response
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let mut read = Vec::new();
        // An answer that breaks off is an answer all the same: its status has come.
        while let Ok(Some(part)) = response.chunk().await {
            read.extend_from_slice(&part);
            if read.len() >= READ_BYTES {
                break;
            }
        }
        read.truncate(READ_BYTES);
        Ok(Heard { status, retry_after, words: redact::kept(&String::from_utf8_lossy(&read)) })
    }
}

/// Why there is no answer, without the address, which may hold what is secret.
fn words(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut words = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        words = format!("{words}: {cause}");
        source = cause.source();
    }
    words
}
