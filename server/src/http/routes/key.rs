//! API keys for the TMS: issued, listed, revoked. The secret is shown once and stored as its hash.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{IssuedKey, Key, NewKey, Page};

use super::audited;
use super::setup::within;
use crate::hash::sha256_hex;
use crate::http::app::App;
use crate::http::caller::{Administers, By};
use crate::http::problem::{Answer, not_found, unusable};
use crate::http::request::{At, PageParams, Params, Sent, page_of};
use crate::ids::secret;
use crate::store::{self, key};

const NAME_AT_MOST: usize = 100;
/// 238 bits.
const SECRET_LENGTH: usize = 40;
/// How much of a key is shown to recognise it.
const PREFIX_LENGTH: usize = 7;

/// The keys that open something, by id.
#[utoipa::path(
    get, path = "/keys", operation_id = "listKeys", tag = "keys",
    params(PageParams),
    responses((status = 200, body = Page<Key>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Administers>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<Key>>> {
    let page = params.paging()?;
    let after = page.after.unwrap_or_default();
    let mut db = app.store.read().await?;
    let rows = key::list(&mut db, &by.caller.scope, &after, page.limit + 1).await?;
    Ok(Json(page_of(rows, page.limit, |row| row.id.clone())))
}

/// Issues a key. Its secret is in this answer and nowhere else.
#[utoipa::path(
    post, path = "/keys", operation_id = "issueKey", tag = "keys",
    request_body = NewKey,
    responses((status = 201, body = IssuedKey), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn create(
    State(app): State<App>,
    by: By<Administers>,
    Sent(new): Sent<NewKey>,
) -> Answer<(StatusCode, Json<IssuedKey>)> {
    let name = new.name.trim();
    within("name", name, NAME_AT_MOST)?;
    if new.scopes.is_empty() {
        return Err(unusable("scopes", "scopes is empty. Name what the key may do."));
    }
    let mut scopes = new.scopes.clone();
    scopes.sort_unstable();
    scopes.dedup();
    let issued = fresh(&app.ids.fresh("key"), name, scopes, &app.now());
    let hash = sha256_hex(issued.secret.as_bytes());
    let mut tx = app.store.begin().await?;
    key::add(&mut tx, &by.caller.scope, &issued.key, &hash).await?;
    let change = (None::<&()>, Some(&issued.key));
    audited(&mut tx, &app, &by.caller, "key.issue", &issued.key.id, change).await?;
    store::commit(tx).await?;
    Ok((StatusCode::CREATED, Json(issued)))
}

/// Revokes a key: its next request is refused.
#[utoipa::path(
    delete, path = "/keys/{key}", operation_id = "revokeKey", tag = "keys",
    params(("key" = String, Path, description = "the key's id")),
    responses((status = 204)), security(("session" = []))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
) -> Answer<StatusCode> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let revoked = key::get(&mut tx, scope, &id).await?;
    if !key::revoke(&mut tx, scope, &id, &app.now()).await? {
        return Err(not_found("key", &id));
    }
    let change = (revoked.as_ref(), None::<&()>);
    audited(&mut tx, &app, &by.caller, "key.revoke", &id, change).await?;
    store::commit(tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new key with its secret, not yet stored.
pub(crate) fn fresh(
    id: &str,
    name: &str,
    scopes: Vec<waypost_core::api::KeyScope>,
    now: &str,
) -> IssuedKey {
    let secret = format!("wp_{}", secret(SECRET_LENGTH));
    IssuedKey {
        key: Key {
            id: id.to_owned(),
            name: name.to_owned(),
            prefix: secret.chars().take(PREFIX_LENGTH).collect(),
            scopes,
            created_at: now.to_owned(),
            used_at: None,
        },
        secret,
    }
}
