//! What the request presents: a key in `Authorization`, or a session's cookie with the CSRF token
//! beside it on every write.

use axum::http::request::Parts;
use axum::http::{Method, header};
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq;

use super::{Actor, Caller, cookie, origin};
use crate::clock::text;
use crate::hash::sha256_hex;
use crate::http::app::App;
use crate::http::problem::{Refusal, foreign_page, sign_in_required};
use crate::store::{Scope, entry, key, session, user};

/// How exact the time of a key's last use is: each request would otherwise be a write.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Who calls. Looked up once for each request.
pub(crate) async fn caller(parts: &mut Parts, app: &App) -> Result<Caller, Refusal> {
    if let Some(caller) = parts.extensions.get::<Caller>() {
        return Ok(caller.clone());
    }
    let caller = match parts.headers.get(header::AUTHORIZATION) {
        Some(value) => {
            let secret = value.to_str().ok().and_then(|value| value.strip_prefix("Bearer "));
            by_key(secret.ok_or_else(sign_in_required)?.trim(), app).await?
        }
        None => {
            let token = cookie::read(&parts.headers, app).ok_or_else(sign_in_required)?;
            by_session(&token, parts, app).await?
        }
    };
    parts.extensions.insert(caller.clone());
    Ok(caller)
}

async fn by_key(secret: &str, app: &App) -> Result<Caller, Refusal> {
    let mut db = app.store.read().await?;
    let hash = sha256_hex(secret.as_bytes());
    let found = entry::api_key(&mut db, &hash).await?.ok_or_else(sign_in_required)?;
    let scope = Scope::of(found.tenant);
    let key = key::get(&mut db, &scope, &found.id).await?.ok_or_else(sign_in_required)?;
    let now = app.clock.now();
    let last: Option<Timestamp> = key.used_at.as_deref().and_then(|at| at.parse().ok());
    if last.is_none_or(|last| now.duration_since(last) >= USED_EVERY) {
        drop(db);
        let mut tx = app.store.begin().await?;
        key::used(&mut tx, &scope, &key.id, &text(now)).await?;
        tx.commit().await?;
    }
    Ok(Caller { scope, actor: Actor::Key { id: key.id, name: key.name, scopes: key.scopes } })
}

async fn by_session(token: &str, parts: &Parts, app: &App) -> Result<Caller, Refusal> {
    let mut db = app.store.read().await?;
    let hash = sha256_hex(token.as_bytes());
    let found = entry::session(&mut db, &hash, &app.now()).await?.ok_or_else(sign_in_required)?;
    let scope = Scope::of(found.tenant);
    let session = session::get(&mut db, &scope, &hash).await?.ok_or_else(sign_in_required)?;
    let user = user::get(&mut db, &scope, &found.id).await?.ok_or_else(sign_in_required)?;
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        origin::check(&parts.headers, app)?;
        let sent = parts.headers.get("x-csrf-token").map_or(&[][..], |value| value.as_bytes());
        if !bool::from(sent.ct_eq(session.csrf_token.as_bytes())) {
            return Err(foreign_page(
                "The write did not carry this session's x-csrf-token, so it may come from another \
                 page. Nothing was changed. Reload the page and do it again.",
            ));
        }
    }
    let actor = Actor::Person {
        id: user.id,
        name: user.name,
        email: user.email,
        role: user.role,
        session_hash: session.token_hash,
        csrf_token: session.csrf_token,
    };
    Ok(Caller { scope, actor })
}
