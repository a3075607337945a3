//! What carries a request to its remote and brings the reply back: the network, or a line of a test's
//! own making, on which time is as cheap as the test's clock.
//!
//! Invariant: a request is carried once; a failure says whether it may have arrived.

use std::fmt::Debug;
use std::pin::Pin;
use std::time::Duration;

use reqwest::Request;

use super::{CONNECT_LIMIT, NoReply, REPLY_BYTES};
use crate::connectors::Reply;

/// A request under way.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<Reply, NoReply>> + Send + 'a>>;

/// Carries requests.
pub trait Carrier: Debug + Send + Sync + 'static {
    /// Carries `request` and waits at most `limit` for the last byte of its reply.
    fn carry(&self, request: Request, limit: Duration) -> Carried<'_>;
}

/// The network.
#[derive(Debug)]
pub(super) struct Network(reqwest::Client);

impl Network {
    pub(super) fn new() -> Result<Network, reqwest::Error> {
        // Another part of the program may have installed it already, which is as good.
        let _already = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(CONNECT_LIMIT)
            .user_agent(concat!("waypost/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Network(client))
    }
}

impl Carrier for Network {
    fn carry(&self, mut request: Request, limit: Duration) -> Carried<'_> {
        *request.timeout_mut() = Some(limit);
        Box::pin(async move {
            let mut response = self.0.execute(request).await.map_err(no_reply)?;
            let status = response.status().as_u16();
            let retry_after = response
                .headers()
                .get("retry-after")
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned);
            let mut body = Vec::new();
            while let Some(part) = response.chunk().await.map_err(no_reply)? {
                if body.len() + part.len() > REPLY_BYTES {
                    return Err(NoReply::NoAnswer(format!(
                        "the reply is over {REPLY_BYTES} bytes"
                    )));
                }
                body.extend_from_slice(&part);
            }
            Ok(Reply { status, retry_after, body })
        })
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
