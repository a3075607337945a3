//! A subsidiary's link to its books. No answer holds a credential.

pub(crate) mod company;
pub(crate) mod settings;
pub(crate) mod sign_in;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use waypost_core::api;

use super::connection_of;
use crate::http::app::App;
use crate::http::caller::{By, Maps, Reads};
use crate::http::problem::Answer;
use crate::http::request::{At, tagged};
use crate::store::connection::Connection;
use crate::store::signed_in::{SignedIn, signed_in};
use crate::store::{Db, Scope, chart, payment};

/// The connection, with its version as the `ETag`.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/connection", operation_id = "showConnection", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = api::Connection)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Response> {
    let mut db = app.store.read().await?;
    let shown = shown(&mut db, &by.caller.scope, &id, app.clock.now()).await?;
    Ok(tagged(shown.version, Json(shown)))
}

/// Tests the access without writing to the books.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/connection/check", operation_id = "checkConnection", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Vec<api::AccessTest>)), security(("session" = []))
)]
pub(crate) async fn check(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
) -> Answer<Json<Vec<api::AccessTest>>> {
    let mut db = app.store.read().await?;
    connection_of(&mut db, &by.caller.scope, &id).await?;
    drop(db);
    Ok(Json(app.sync.check_access(&by.caller.scope, &id).await?))
}

/// The subsidiary's connection as it is answered.
async fn shown(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    now: Timestamp,
) -> Answer<api::Connection> {
    let connection: Connection = connection_of(db, scope, subsidiary).await?;
    let chart = chart::of_connection(db, scope, &connection.id).await?;
    let SignedIn { ends_at, warning } = signed_in(db, scope, &connection, now).await?;
    let (payments_read_at, payments_trouble) =
        payment::covered(db, scope, &connection.id).await?.map(|it| (it.at, it.trouble)).unzip();
    Ok(api::Connection {
        system: connection.system,
        state: connection.state,
        sign_in: connection.sign_in,
        sign_in_ends_at: ends_at,
        warning,
        environment: connection.environment,
        company: connection.company,
        company_before: connection.company_before,
        chart_fetched_at: chart.fetched_at,
        chart_trouble: chart.trouble,
        payments_read_at,
        payments_trouble: payments_trouble.flatten(),
        settings: connection.settings,
        version: connection.version,
    })
}
