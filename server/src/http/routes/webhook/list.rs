//! The webhooks of a company.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{Page, Webhook};

use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::Answer;
use crate::store::webhook;

/// Where changes are posted to, and how that fares. Never a secret.
#[utoipa::path(
    get, path = "/webhooks", operation_id = "listWebhooks", tag = "webhooks",
    responses((status = 200, body = Page<Webhook>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Administers>,
) -> Answer<Json<Page<Webhook>>> {
    let mut db = app.store.read().await?;
    let items = webhook::all(&mut db, &by.caller.scope).await?;
    Ok(Json(Page { items, next: None }))
}
