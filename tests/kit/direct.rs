//! The line between a worker and its books without a network: whole requests and replies, and time
//! limits by the story's clock, so that a reply which comes too late costs nothing.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use reqwest::Request;
use waypost_sandbox::Heard;
use waypost_server::connectors::Reply;
use waypost_server::transport::{Carried, Carrier, NoReply};

use crate::clock::TestClock;

/// A line to the sandbox on a clock.
#[derive(Debug)]
pub struct Direct {
    /// The books.
    pub books: waypost_sandbox::Line,
    /// By which a reply is late.
    pub clock: Arc<TestClock>,
}

impl Carrier for Direct {
    fn carry(&self, request: Request, limit: Duration) -> Carried<'_> {
        Box::pin(async move {
            let sent = self.clock.now_is();
            let heard = call(&self.books, &request).await;
            let took = self.clock.now_is().duration_since(sent);
            if took >= SignedDuration::try_from(limit).unwrap_or(SignedDuration::MAX) {
                return Err(NoReply::NoAnswer(format!("{took:#} passed")));
            }
            heard.map(reply).ok_or_else(|| NoReply::NoAnswer("the connection closed".to_owned()))
        })
    }
}

/// Carries a worker's request to the books.
pub async fn call(books: &waypost_sandbox::Line, request: &Request) -> Option<Heard> {
    let uri = request.url().as_str().parse().expect("an address");
    let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default().to_vec();
    books.call(request.method().clone(), uri, request.headers().clone(), body).await
}

/// What was heard, as the server's transport reads it.
pub fn reply(heard: Heard) -> Reply {
    let retry_after = heard.headers.get("retry-after");
    let retry_after = retry_after.and_then(|value| value.to_str().ok()).map(str::to_owned);
    Reply { status: heard.status, retry_after, body: heard.body }
}
