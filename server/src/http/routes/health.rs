//! Whether the server can work.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::http::app::App;
use crate::http::problem::{Answer, store_unavailable};

/// The server's health.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: &'static str,
}

/// Answers 200 while the database answers, 503 otherwise.
#[utoipa::path(
    get, path = "/healthz", operation_id = "health", tag = "operation",
    responses((status = 200, body = Health), (status = 503, body = waypost_core::api::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn show(State(app): State<App>) -> Answer<Json<Health>> {
    let answers = tokio::time::timeout(std::time::Duration::from_secs(2), app.store.ping()).await;
    match answers {
        Ok(Ok(())) => Ok(Json(Health { status: "ok" })),
        _ => Err(store_unavailable()),
    }
}
