//! Another address, other words, on or off.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{ChangedWebhook, Webhook};

use super::checked;
use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, not_found};
use crate::http::request::{At, Sent};
use crate::http::routes::audited;
use crate::store::{self, webhook};

/// Changes a webhook; its secret stays. Turned on again, it begins anew with what is still owed to it;
/// what changed while it was off is posted when it is sent again.
#[utoipa::path(
    put, path = "/webhooks/{webhook}", operation_id = "changeWebhook", tag = "webhooks",
    params(("webhook" = String, Path, description = "the webhook's id")),
    request_body = ChangedWebhook,
    responses((status = 200, body = Webhook)), security(("session" = []))
)]
pub(crate) async fn change(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    Sent(new): Sent<ChangedWebhook>,
) -> Answer<Json<Webhook>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let Some(before) = webhook::get(&mut tx, scope, &id).await? else {
        return Err(not_found("webhook", &id));
    };
    let (url, description) = checked(&app, &new.url, &new.description)?;
    let mut after = Webhook { url, description, enabled: new.enabled, ..before.clone() };
    let was_off = !before.enabled || before.stopped.is_some();
    if after.enabled && (was_off || after.url != before.url) {
        (after.failing_since, after.stopped) = (None, None);
        webhook::anew(&mut tx, scope, &id, &app.now()).await?;
    }
    webhook::put(&mut tx, scope, &after).await?;
    let change = (Some(&before), Some(&after));
    audited(&mut tx, &app, &by.caller, "webhook.change", &id, change).await?;
    store::commit(tx).await?;
    Ok(Json(after))
}
