//! Sending again what changed since a time.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use waypost_core::api::{Replay, Replayed};

use crate::clock::text;
use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, Refusal, not_found, unusable};
use crate::http::request::{At, Sent};
use crate::http::routes::audited;
use crate::store::{self, webhook};

/// Posts every change since a time again, in order and under the same ids. Changes are kept for 30
/// days, from the moment on that the company has a webhook.
#[utoipa::path(
    post, path = "/webhooks/{webhook}/replay", operation_id = "replayWebhook", tag = "webhooks",
    params(("webhook" = String, Path, description = "the webhook's id")),
    request_body = Replay,
    responses((status = 200, body = Replayed)), security(("session" = []))
)]
pub(crate) async fn replay(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    Sent(asked): Sent<Replay>,
) -> Answer<Json<Replayed>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let Some(found) = webhook::get(&mut tx, scope, &id).await? else {
        return Err(not_found("webhook", &id));
    };
    let since: Timestamp = asked.since.trim().parse().map_err(|_| {
        unusable("since", "since is not a moment. Write one such as 2026-11-30T08:00:00Z.")
    })?;
    if !found.enabled || found.stopped.is_some() {
        return Err(Refusal::new(
            StatusCode::CONFLICT,
            "webhook_off",
            "The webhook is off, so nothing is posted to it. Turn it on, then send again.",
        ));
    }
    let changes = webhook::replay(&mut tx, scope, &id, &text(since), &app.now()).await?;
    let words = format!("{changes} changes since {}", text(since));
    let change = (None::<&()>, Some(&words));
    audited(&mut tx, &app, &by.caller, "webhook.replay", &id, change).await?;
    store::commit(tx).await?;
    Ok(Json(Replayed { changes }))
}
