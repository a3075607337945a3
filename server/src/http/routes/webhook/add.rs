//! A new webhook. Its secret is shown once and stored sealed.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::ExposeSecret;
use waypost_core::api::{AddedWebhook, NewWebhook, Webhook};

use super::checked;
use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::Sent;
use crate::http::routes::audited;
use crate::store::{self, webhook};

/// How many a company may have.
const AT_MOST: usize = 10;

/// Adds a webhook: from now on, each change of state of a document or payment is posted to it. Its
/// secret is in this answer and nowhere else.
#[utoipa::path(
    post, path = "/webhooks", operation_id = "addWebhook", tag = "webhooks",
    request_body = NewWebhook,
    responses((status = 201, body = AddedWebhook), (status = 502, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn add(
    State(app): State<App>,
    by: By<Administers>,
    Sent(new): Sent<NewWebhook>,
) -> Answer<(StatusCode, Json<AddedWebhook>)> {
    let scope = &by.caller.scope;
    let (url, description) = checked(&app, &new.url, &new.description)?;
    let webhook = Webhook {
        id: app.ids.fresh("hook"),
        url,
        description,
        enabled: true,
        created_at: app.now(),
        failing_since: None,
        stopped: None,
        waiting: 0,
    };
    let (secret, sealed) = app.sync.webhook_secret(scope, &webhook.id)?;
    let mut tx = app.store.begin().await?;
    if webhook::all(&mut tx, scope).await?.len() >= AT_MOST {
        return Err(Refusal::new(
            StatusCode::CONFLICT,
            "too_many_webhooks",
            format!(
                "There are {AT_MOST} webhooks, which is all that one company may have. Remove one."
            ),
        ));
    }
    webhook::add(&mut tx, scope, &webhook, &sealed).await?;
    let change = (None::<&()>, Some(&webhook));
    audited(&mut tx, &app, &by.caller, "webhook.add", &webhook.id, change).await?;
    store::commit(tx).await?;
    let secret = secret.expose_secret().to_owned();
    Ok((StatusCode::CREATED, Json(AddedWebhook { webhook, secret })))
}
