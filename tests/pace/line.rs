//! A line with the latency of a distant service: half a round trip there, the work that the request
//! asks for, half a round trip back. Figures of the order that users of the API report; the system
//! documents none. A batch is worked on operation by operation.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Request;
use serde_json::Value;
use waypost_server::connectors::Reply;
use waypost_server::transport::{Carried, Carrier, NoReply};
use waypost_tests::direct;
use waypost_tests::hours::Hours;

/// There and back.
pub(crate) const ROUND_TRIP_MS: u64 = 80;

/// How long the service works on one operation.
pub(crate) fn work_ms(operation: &str) -> u64 {
    match operation {
        "create" => 250,
        "post" => 400,
        _ => 30,
    }
}

/// The line.
#[derive(Debug)]
pub(crate) struct Line {
    books: waypost_sandbox::Line,
    hours: Arc<Hours>,
    requests: AtomicUsize,
    refused: AtomicUsize,
    busy: AtomicUsize,
    most: AtomicUsize,
}

impl Line {
    pub(crate) fn new(books: waypost_sandbox::Line, hours: Arc<Hours>) -> Line {
        let zero = || AtomicUsize::new(0);
        Line { books, hours, requests: zero(), refused: zero(), busy: zero(), most: zero() }
    }

    /// Requests, those refused for being too many, and the most at once.
    pub(crate) fn counts(&self) -> (usize, usize, usize) {
        let read = |count: &AtomicUsize| count.load(Ordering::SeqCst);
        (read(&self.requests), read(&self.refused), read(&self.most))
    }

    /// Carries one request and takes its time.
    pub(crate) async fn call(&self, request: &Request) -> Option<Reply> {
        let there = Duration::from_millis(ROUND_TRIP_MS / 2);
        let busy = self.busy.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(busy, Ordering::SeqCst);
        self.hours.pass(there).await;
        let heard = direct::call(&self.books, request).await;
        let work: u64 = operations(request).iter().map(|one| work_ms(one)).sum();
        self.hours.pass(Duration::from_millis(work) + there).await;
        self.busy.fetch_sub(1, Ordering::SeqCst);
        self.requests.fetch_add(1, Ordering::SeqCst);
        let refused = heard.as_ref().is_some_and(|heard| heard.status == 429);
        self.refused.fetch_add(usize::from(refused), Ordering::SeqCst);
        heard.map(direct::reply)
    }
}

impl Carrier for Line {
    fn carry(&self, request: Request, limit: Duration) -> Carried<'_> {
        Box::pin(async move {
            let work: u64 = operations(&request).iter().map(|one| work_ms(one)).sum();
            assert!(Duration::from_millis(work + ROUND_TRIP_MS) < limit, "a request too large");
            let reply = self.call(&request).await;
            reply.ok_or_else(|| NoReply::NoAnswer("the connection closed".to_owned()))
        })
    }
}

/// What a request asks for.
fn operations(request: &Request) -> Vec<&'static str> {
    let path = request.url().path();
    let body = request.body().and_then(|body| body.as_bytes()).unwrap_or_default();
    let batch = || serde_json::from_slice::<Value>(body).unwrap_or_default();
    if path.ends_with("/batch") {
        let each = batch()["BatchItemRequest"].as_array().cloned().unwrap_or_default();
        let made = |one: &Value| if one["operation"] == "create" { "create" } else { "read" };
        return each.iter().map(made).collect();
    }
    if !path.ends_with("$batch") {
        return vec![operation(request.method().as_str(), path)];
    }
    let batch = batch();
    let each = batch["requests"].as_array().cloned().unwrap_or_default();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    each.iter().map(|one| operation(&text(one, "method"), &text(one, "url"))).collect()
}

fn operation(method: &str, path: &str) -> &'static str {
    match method {
        "POST" if path.ends_with("/token") || path.ends_with("/bearer") => "token",
        "POST" if path.ends_with("Microsoft.NAV.post") => "post",
        "POST" => "create",
        _ => "read",
    }
}
