//! An answer within the limit, whatever it waits for.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::http::app::App;
use crate::http::problem::took_too_long;

/// Gives up on a request that takes longer than the limit.
pub(crate) async fn time_limit(State(app): State<App>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(app.limits.answer, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(limit_ms = app.limits.answer.as_millis(), "gave up on a request");
            took_too_long().into_response()
        }
    }
}
