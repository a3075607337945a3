//! Whether the server can work.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::http::problem::{Answer, store_unavailable};
use crate::store::Store;

/// The server's health.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    status: &'static str,
}

/// Answers 200 while the database can be written, 503 with the reason otherwise: nothing is posted
/// then.
#[utoipa::path(
    get, path = "/healthz", operation_id = "health", tag = "operation",
    responses((status = 200, body = Health), (status = 503, body = waypost_core::api::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn show(State(store): State<Store>) -> Answer<Json<Health>> {
    store.pulse().await.map_err(store_unavailable)?;
    Ok(Json(Health { status: "ok" }))
}
