//! A request's id, and its line in the log. The line has no query, no header and no body, so no
//! secret can be in it.

use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::http::app::App;

/// Gives the request an id, answers it as `x-request-id`, and logs what became of it.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = app.ids.fresh("req");
    let span = tracing::info_span!("request", id = %id);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    span.in_scope(|| tracing::info!(%method, path, status, duration_ms, "answered"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
