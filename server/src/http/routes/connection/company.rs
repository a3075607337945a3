//! Which company of the accounting system the subsidiary's books are.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use waypost_core::api::{self, ChooseCompany, Company, Page};

use super::shown;
use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::Answer;
use crate::http::request::{At, Sent, tagged};
use crate::http::routes::{audited, connection_of};
use crate::store;

/// The companies that the sign-in may see.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/connection/companies", operation_id = "listCompanies", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Page<Company>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
) -> Answer<Json<Page<Company>>> {
    let mut db = app.store.read().await?;
    connection_of(&mut db, &by.caller.scope, &id).await?;
    drop(db);
    let items = app.sync.companies(&by.caller.scope, &id).await?;
    Ok(Json(Page { items, next: None }))
}

/// Chooses the company and reads its chart.
#[utoipa::path(
    put, path = "/subsidiaries/{subsidiary}/connection/company", operation_id = "chooseCompany", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = ChooseCompany,
    responses((status = 200, body = api::Connection)), security(("session" = []))
)]
pub(crate) async fn choose(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    Sent(sent): Sent<ChooseCompany>,
) -> Answer<Response> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let before = connection_of(&mut db, scope, &id).await?;
    drop(db);
    app.sync.choose_company(scope, &id, &sent.id).await?;
    let mut tx = app.store.begin().await?;
    let shown = shown(&mut tx, scope, &id, app.clock.now()).await?;
    let change = (before.company.as_ref(), shown.company.as_ref());
    audited(&mut tx, &app, &by.caller, "connection.choose_company", &id, change).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(tagged(shown.version, Json(shown)))
}
