//! The description of the routes.

use axum::Json;

/// The OpenAPI document of this server.
#[utoipa::path(
    get, path = "/api/openapi.json", operation_id = "openapi", tag = "operation",
    responses((status = 200, body = Object))
)]
pub(crate) async fn show() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::http::openapi())
}
