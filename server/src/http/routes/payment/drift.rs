//! What the books changed after it counted here (R35).

use axum::Json;
use axum::extract::State;
use waypost_core::api::{DriftRow, Page};

use crate::http::app::App;
use crate::http::caller::{By, ReadsDocuments};
use crate::http::problem::Answer;
use crate::http::request::{PageParams, Params, page_of};
use crate::http::routes::document::list::after;
use crate::store::payment;

/// Payments that the books and we differ on, newest first: what was paid, and what is.
#[utoipa::path(
    get, path = "/payments/drift", operation_id = "listDrift", tag = "payments",
    params(PageParams),
    responses((status = 200, body = Page<DriftRow>)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<ReadsDocuments>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<DriftRow>>> {
    let page = params.paging()?;
    let mut db = app.store.read().await?;
    let rows = payment::drifts(&mut db, &by.caller.scope, after(&page), page.limit + 1).await?;
    Ok(Json(page_of(rows, page.limit, |row| format!("{} {}", row.seen_at, row.id))))
}
