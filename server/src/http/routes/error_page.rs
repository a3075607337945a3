//! The page that explains a problem's code.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::problem::{Answer, not_found, page};
use crate::http::request::At;

/// What happened, who mends it, and how, for one code.
#[utoipa::path(
    get, path = "/docs/errors/{code}", operation_id = "errorPage", tag = "operation",
    params(("code" = String, Path, description = "a problem's code")),
    responses((status = 200, body = String, content_type = "text/plain"))
)]
pub(crate) async fn show(At(code): At<String>) -> Answer<Response> {
    let page = page(&code).ok_or_else(|| not_found("page about the code", &code))?;
    let kind =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((kind, page).into_response())
}
