//! A way to the sandbox without a network: the same requests, faults and books, as function calls.
//!
//! For simulations, where a socket would bring chance into what has to replay. Invariant: what a
//! connection would have carried is what is heard; a connection cut short is no answer at all.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, Uri},
};
use http_body_util::BodyExt;

use crate::{control, front, house::House};

/// A line to one sandbox. Cheap to clone; the books end with their [`crate::Sandbox`].
#[derive(Debug, Clone)]
pub struct Line {
    house: Arc<House>,
    control: axum::Router,
}

/// A whole reply.
#[derive(Debug, Clone)]
pub struct Heard {
    /// HTTP's status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl Line {
    pub(crate) fn to(house: &Arc<House>) -> Self {
        Self { house: Arc::clone(house), control: control::routes(Arc::clone(house)) }
    }

    /// Carries one request; nothing is heard when the connection closed before the reply's end.
    pub async fn call(
        &self,
        method: Method,
        uri: Uri,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Option<Heard> {
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        let reply = front::handle(Arc::clone(&self.house), self.control.clone(), request).await;
        let (parts, body) = reply.ok()?.into_parts();
        let body: Bytes = body.collect().await.ok()?.to_bytes();
        Some(Heard { status: parts.status.as_u16(), headers: parts.headers, body: body.to_vec() })
    }
}
