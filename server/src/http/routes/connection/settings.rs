//! What decides about the connection's documents, beside the mapping (R26).

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use waypost_core::api;
use waypost_core::wire::Settings;

use super::shown;
use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, changed_meanwhile};
use crate::http::request::{At, IfMatch, Sent, tagged};
use crate::http::routes::{audited, connection_of};
use crate::store::{self, connection};

/// Replaces the settings.
#[utoipa::path(
    put, path = "/subsidiaries/{subsidiary}/connection/settings", operation_id = "putSettings", tag = "connection",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("if-match" = String, Header, description = "the connection's version that was read"),
    ),
    request_body = Settings,
    responses((status = 200, body = api::Connection)), security(("session" = []))
)]
pub(crate) async fn put(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    IfMatch(seen): IfMatch,
    Sent(sent): Sent<Settings>,
) -> Answer<Response> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let mut connection = connection_of(&mut tx, scope, &id).await?;
    if connection.version != seen {
        return Err(changed_meanwhile(format!(
            "The connection of {id} has version {} by now. Read it again, then change its settings.",
            connection.version
        )));
    }
    let before = std::mem::replace(&mut connection.settings, sent);
    connection::save(&mut tx, scope, &connection).await?;
    let change = (Some(&before), Some(&connection.settings));
    audited(&mut tx, &app, &by.caller, "connection.settings", &id, change).await?;
    let shown = shown(&mut tx, scope, &id, app.clock.now()).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(tagged(shown.version, Json(shown)))
}
