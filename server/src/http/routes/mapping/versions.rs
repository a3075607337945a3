//! Every mapping that ever posted.

use axum::Json;
use axum::extract::State;
use waypost_core::api::{Page, Version};

use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::Answer;
use crate::http::request::{At, PageParams, Params, page_of};
use crate::http::routes::connection_of;
use crate::store::mapping;

/// The submitted versions, newest first.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/mapping/versions", operation_id = "listVersions", tag = "mapping",
    params(("subsidiary" = String, Path, description = "the source's id"), PageParams),
    responses((status = 200, body = Page<Version>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<Version>>> {
    let page = params.paging()?;
    let before = page.after.and_then(|version| version.parse().ok());
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let connection = connection_of(&mut db, scope, &id).await?;
    let rows = mapping::versions(&mut db, scope, &connection.id, before, page.limit + 1).await?;
    Ok(Json(page_of(rows, page.limit, |version| version.version.to_string())))
}
