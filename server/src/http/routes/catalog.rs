//! What a subsidiary's documents may carry.

use axum::extract::State;
use axum::response::Response;
use axum::{Json, http::StatusCode};
use waypost_core::api::CatalogState;
use waypost_core::wire::Catalog;

use super::{audited, subsidiary_name};
use crate::http::app::App;
use crate::http::caller::{By, PutsCatalog, ReadsCatalog};
use crate::http::problem::{Answer, Refusal, changed_meanwhile};
use crate::http::request::{At, MaybeIfMatch, Sent, tagged};
use crate::intake::catalog::{Merged, merge};
use crate::store::{self, catalog};

/// The catalogue, with its version as the `ETag`.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/catalog", operation_id = "showCatalog", tag = "catalogue",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = CatalogState)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<ReadsCatalog>,
    At(id): At<String>,
) -> Answer<Response> {
    let mut db = app.store.read().await?;
    let name = subsidiary_name(&mut db, &by.caller.scope, &id).await?;
    let state = catalog::get(&mut db, &by.caller.scope, &id).await?.ok_or_else(|| {
        Refusal::new(
            StatusCode::NOT_FOUND,
            "no_catalog",
            format!("{name} has no catalogue yet. Upload one, or let the source send it."),
        )
    })?;
    Ok(tagged(state.version, Json(state)))
}

/// Replaces the catalogue whole. Items that disappear are kept as retired; the same catalogue again
/// changes nothing.
#[utoipa::path(
    put, path = "/subsidiaries/{subsidiary}/catalog", operation_id = "putCatalog", tag = "catalogue",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("if-match" = Option<String>, Header, description = "the version that was read"),
    ),
    request_body = Catalog,
    responses((status = 200, body = CatalogState)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn put(
    State(app): State<App>,
    by: By<PutsCatalog>,
    At(id): At<String>,
    MaybeIfMatch(seen): MaybeIfMatch,
    Sent(sent): Sent<Catalog>,
) -> Answer<Response> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let name = subsidiary_name(&mut tx, scope, &id).await?;
    let before = catalog::get(&mut tx, scope, &id).await?;
    let version = before.as_ref().map_or(0, |state| state.version);
    if seen.is_some_and(|seen| seen != version) {
        return Err(changed_meanwhile(format!(
            "The catalogue of {name} has version {version} by now. Read it again, then replace it."
        )));
    }
    let state = match merge(before.as_ref(), sent) {
        Merged::Same(state) => state,
        Merged::Changed(state) => {
            catalog::put(&mut tx, scope, &id, &state, &app.now()).await?;
            let change = (before.as_ref(), Some(&state));
            audited(&mut tx, &app, &by.caller, "catalog.put", &id, change).await?;
            store::commit(tx).await?;
            app.sync.wake();
            state
        }
    };
    Ok(tagged(state.version, Json(state)))
}
