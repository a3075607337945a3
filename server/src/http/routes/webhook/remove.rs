//! A webhook that is wanted no more.

use axum::extract::State;
use axum::http::StatusCode;

use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, not_found};
use crate::http::request::At;
use crate::http::routes::audited;
use crate::store::{self, webhook};

/// Removes a webhook with all that is still owed to it, and forgets its secret.
#[utoipa::path(
    delete, path = "/webhooks/{webhook}", operation_id = "removeWebhook", tag = "webhooks",
    params(("webhook" = String, Path, description = "the webhook's id")),
    responses((status = 204)), security(("session" = []))
)]
pub(crate) async fn remove(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
) -> Answer<StatusCode> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let Some(before) = webhook::get(&mut tx, scope, &id).await? else {
        return Err(not_found("webhook", &id));
    };
    webhook::remove(&mut tx, scope, &id).await?;
    let change = (Some(&before), None::<&()>);
    audited(&mut tx, &app, &by.caller, "webhook.remove", &id, change).await?;
    store::commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}
