//! The tenant's legal entities and where each stands.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{NewSubsidiary, Page, Subsidiary};

use super::audited;
use super::setup::within;
use crate::http::app::App;
use crate::http::caller::{Administers, By, Reads};
use crate::http::problem::{Answer, Refusal, not_found};
use crate::http::request::{At, PageParams, Params, Sent, page_of};
use crate::store::{self, subsidiary};

const ID_AT_MOST: usize = 200;
const NAME_AT_MOST: usize = 200;

/// The subsidiaries, by id.
#[utoipa::path(
    get, path = "/subsidiaries", operation_id = "listSubsidiaries", tag = "subsidiaries",
    params(PageParams),
    responses((status = 200, body = Page<Subsidiary>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Reads>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<Subsidiary>>> {
    let page = params.paging()?;
    let after = page.after.unwrap_or_default();
    let now = app.clock.now();
    let mut db = app.store.read().await?;
    let rows = subsidiary::list(&mut db, &by.caller.scope, &after, page.limit + 1, now).await?;
    Ok(Json(page_of(rows, page.limit, |row| row.id.clone())))
}

/// Adds a subsidiary under the source's own id.
#[utoipa::path(
    post, path = "/subsidiaries", operation_id = "addSubsidiary", tag = "subsidiaries",
    request_body = NewSubsidiary,
    responses((status = 201, body = Subsidiary), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn create(
    State(app): State<App>,
    by: By<Administers>,
    Sent(new): Sent<NewSubsidiary>,
) -> Answer<(StatusCode, Json<Subsidiary>)> {
    let name = new.name.trim();
    within("id", &new.id, ID_AT_MOST)?;
    within("name", name, NAME_AT_MOST)?;
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    if !subsidiary::add(&mut tx, scope, &new.id, name, &app.now()).await? {
        return Err(Refusal::new(
            StatusCode::CONFLICT,
            "subsidiary_exists",
            format!("There is a subsidiary {:?} already. Give the new one another id.", new.id),
        )
        .at("id"));
    }
    let change = (None::<&()>, Some(&new));
    audited(&mut tx, &app, &by.caller, "subsidiary.add", &new.id, change).await?;
    let added = subsidiary::get(&mut tx, scope, &new.id, app.clock.now()).await?;
    store::commit(tx).await?;
    let added = added.ok_or_else(|| not_found("subsidiary", &new.id))?;
    Ok((StatusCode::CREATED, Json(added)))
}

/// One subsidiary and where it stands.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}", operation_id = "showSubsidiary", tag = "subsidiaries",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Subsidiary)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Json<Subsidiary>> {
    let mut db = app.store.read().await?;
    let found = subsidiary::get(&mut db, &by.caller.scope, &id, app.clock.now()).await?;
    found.map(Json).ok_or_else(|| not_found("subsidiary", &id))
}
