//! What happens to every request: read whole, logged, struck by faults, answered by its system.
//!
//! A request runs to its end even when the caller hangs up: a client that loses patience has not
//! stopped the books. Invariant: every request outside `/control` is in the log.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderValue, Request, StatusCode, header::HeaderName},
    response::Response,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Frame;
use tower::ServiceExt;

use crate::{
    business_central, entra,
    faults::{Kind, Operation, Struck},
    house::House,
    http::{Incoming, Outgoing},
    intuit,
    listener::{HangUp, kept},
    quickbooks_online,
};

/// Answers one request.
pub(crate) async fn handle(
    house: Arc<House>,
    control: Router,
    request: Request<Body>,
) -> Result<Response, HangUp> {
    if request.uri().path().starts_with("/control") {
        return kept(control.oneshot(request).await);
    }
    // In a task of its own, so that a caller who hangs up does not stop it half way.
    let run = async move {
        let _running = house.running.read().await;
        answer(&house, request).await
    };
    match tokio::spawn(run).await {
        Ok(answered) => answered,
        Err(error) => {
            tracing::error!(%error, "a request ended without an answer");
            Err(HangUp)
        }
    }
}

async fn answer(house: &House, request: Request<Body>) -> Result<Response, HangUp> {
    let (parts, body) = request.into_parts();
    let sequence = house.log.arrived(parts.method.as_str(), parts.uri.path());
    let body = match Limited::new(body, house.max_body_bytes).collect().await {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            house.log.answered(sequence, Some(413), Vec::new());
            return Ok(response(business_central::too_large(house.max_body_bytes)));
        }
        Err(_broken) => return Err(HangUp),
    };
    let request = Incoming::new(parts.method, &parts.uri, parts.headers, body);
    let struck = strike(house, &request);
    let reply = reply(house, &request, &struck).await;
    let status = reply.as_ref().ok().map(|reply| reply.status);
    house.log.answered(sequence, status, struck.names());
    let reply = reply?;
    match struck.first(Kind::HalfReply) {
        None => Ok(response(reply)),
        // Half of nothing: the caller sees the connection close.
        Some(_) if reply.body.is_empty() => Err(HangUp),
        Some(_) => Ok(half(reply)),
    }
}

fn strike(house: &House, request: &Incoming) -> Struck {
    let text = String::from_utf8_lossy(&request.body);
    let whole = Operation { method: request.method.as_str(), path: &request.path, body: &text };
    let inner = operations(request);
    let inner: Vec<Operation<'_>> =
        inner.iter().map(|(method, path, body)| Operation { method, path, body }).collect();
    house.faults.strike(whole, &inner)
}

/// Operations inside a batch of either system: method, path and body.
fn operations(request: &Incoming) -> Vec<(String, String, String)> {
    if quickbooks_online::owns(&request.path) {
        return quickbooks_online::operations(request);
    }
    business_central::operations(request)
        .into_iter()
        .map(|it| (it.method, it.url, it.body.map(|body| body.to_string()).unwrap_or_default()))
        .collect()
}

async fn reply(house: &House, request: &Incoming, struck: &Struck) -> Result<Outgoing, HangUp> {
    if struck.first(Kind::DropBefore).is_some() {
        return Err(HangUp);
    }
    if struck.first(Kind::ExpireTokens).is_some() {
        let mut world = house.world.lock().await;
        world.sign_ins.expire_access();
        world.intuit.expire_access();
    }
    if struck.first(Kind::RevokeRefresh).is_some() {
        let mut world = house.world.lock().await;
        world.sign_ins.revoke_refresh();
        world.intuit.revoke_refresh();
    }
    let reply = if business_central::owns(&request.path) {
        business_central::serve(house, request, struck).await
    } else if quickbooks_online::owns(&request.path) {
        quickbooks_online::serve(house, request, struck).await
    } else if intuit::owns(&request.path) {
        intuit::serve(house, request, struck).await
    } else {
        entra::serve(house, request, struck).await
    };
    if struck.first(Kind::CommitThenDrop).is_some() {
        return Err(HangUp);
    }
    Ok(reply)
}

/// Bytes for the wire.
pub(crate) fn response(reply: Outgoing) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(HeaderName::from_static(name), value);
        }
    }
    response
}

/// A reply that promises all of its body and breaks off after half of it.
fn half(mut reply: Outgoing) -> Response {
    let length = reply.body.len();
    let first = Bytes::from(reply.body.split_off(0)).slice(..length / 2);
    let mut response = response(reply);
    let parts = BrokenOff { first: Some(first), paused: false };
    *response.body_mut() = Body::new(parts);
    response.headers_mut().insert("content-length", HeaderValue::from(length));
    response
}

/// A body of one piece, then an error, which closes the connection.
struct BrokenOff {
    first: Option<Bytes>,
    /// Whether there was a pause after the piece, in which it is sent.
    paused: bool,
}

impl hyper::body::Body for BrokenOff {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        if !self.paused {
            self.paused = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::other("a fault broke the reply off"))))
    }
}
