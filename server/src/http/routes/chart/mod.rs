//! The chart of accounts of the connected company.

pub(crate) mod changes;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::wire::Chart;

use super::connection_of;
use crate::http::app::App;
use crate::http::caller::{By, Maps, Reads};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::At;
use crate::store::chart;

/// The chart as it was last read whole (R15).
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/connection/chart", operation_id = "showChart", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Chart)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Json<Chart>> {
    let mut db = app.store.read().await?;
    let connection = connection_of(&mut db, &by.caller.scope, &id).await?;
    let state = chart::of_connection(&mut db, &by.caller.scope, &connection.id).await?;
    state.chart.map(Json).ok_or_else(no_chart)
}

/// Reads the chart from the books now.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/connection/chart", operation_id = "readChart", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Chart)), security(("session" = []))
)]
pub(crate) async fn refresh(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
) -> Answer<Json<Chart>> {
    let mut db = app.store.read().await?;
    connection_of(&mut db, &by.caller.scope, &id).await?;
    drop(db);
    Ok(Json(app.sync.refresh_chart(&by.caller.scope, &id).await?))
}

/// 404: no chart was ever read.
pub(crate) fn no_chart() -> Refusal {
    Refusal::new(
        StatusCode::NOT_FOUND,
        "no_chart",
        "The chart of accounts was not read yet. Choose a company, or read the chart now.",
    )
}
