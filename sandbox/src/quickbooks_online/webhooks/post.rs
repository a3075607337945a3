//! One POST to the address that listens, which is on this machine.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, Method, Request, Uri},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{queue::Hook, sign::signature};

/// A receiver has this long to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The status of the answer; nothing when there was none in time.
pub(super) async fn post(hook: &Hook, body: &str) -> Option<u16> {
    tokio::time::timeout(PATIENCE, send(hook, body)).await.ok()?
}

async fn send(hook: &Hook, body: &str) -> Option<u16> {
    let address: Uri = hook.address.parse().ok()?;
    let authority = address.authority()?.clone();
    let host = authority.host().trim_matches(['[', ']']);
    let stream = TcpStream::connect((host, authority.port_u16().unwrap_or(80))).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let carrying = tokio::spawn(connection);
    let mut request = Request::new(Body::from(Bytes::from(body.to_owned())));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = address.path_and_query()?.as_str().parse().ok()?;
    let signature = signature(body.as_bytes(), &hook.verifier_token);
    for (name, value) in [
        ("host", authority.as_str()),
        ("content-type", hook.form.content_type()),
        ("intuit-signature", &signature),
    ] {
        request.headers_mut().insert(name, HeaderValue::from_str(value).ok()?);
    }
    let status = sender.send_request(request).await.ok().map(|reply| reply.status().as_u16());
    carrying.abort();
    status
}
