//! What was posted to a webhook, and what came of each try.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{Delivery, Page};

use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, not_found};
use crate::http::request::{At, PageParams, Params, page_of};
use crate::http::routes::document::list::after;
use crate::store::webhook;

/// Changes on their way to a webhook, newest first, with every try.
#[utoipa::path(
    get, path = "/webhooks/{webhook}/deliveries", operation_id = "listDeliveries", tag = "webhooks",
    params(("webhook" = String, Path, description = "the webhook's id"), PageParams),
    responses((status = 200, body = Page<Delivery>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<Delivery>>> {
    let page = params.paging()?;
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    if webhook::get(&mut db, scope, &id).await?.is_none() {
        return Err(not_found("webhook", &id));
    }
    let rows = webhook::list(&mut db, scope, &id, after(&page), page.limit + 1).await?;
    Ok(Json(page_of(rows, page.limit, |row| format!("{} {}", row.at, row.id))))
}
