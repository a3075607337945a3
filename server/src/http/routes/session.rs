//! Signing in and out.

use axum::Json;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use waypost_core::api::{Session, SignIn};

use crate::clock::text;
use crate::hash::sha256_hex;
use crate::http::app::{App, Peer};
use crate::http::caller::{self, Actor, By, Caller, SignedIn, check_origin};
use crate::http::problem::{Answer, Refusal, sign_in_required};
use crate::http::request::Sent;
use crate::http::session_length;
use crate::ids::secret;
use crate::store::user::User;
use crate::store::{self, Db, Scope, entry, session, tenant, user};

/// 43 letters and digits: 256 bits.
const TOKEN_LENGTH: usize = 43;

/// Who is signed in.
#[utoipa::path(
    get, path = "/session", operation_id = "showSession", tag = "sign-in",
    responses((status = 200, body = Session)), security(("session" = []))
)]
pub(crate) async fn show(State(app): State<App>, by: By<SignedIn>) -> Answer<Json<Session>> {
    let Actor::Person { name, email, role, csrf_token, .. } = by.caller.actor else {
        return Err(sign_in_required());
    };
    let mut db = app.store.read().await?;
    let tenant = tenant::name(&mut db, &by.caller.scope).await?.unwrap_or_default();
    Ok(Json(Session { name, email, role, tenant, csrf_token }))
}

/// Signs in. Ten wrong passwords for one address make the next ones wait.
#[utoipa::path(
    post, path = "/session", operation_id = "signIn", tag = "sign-in",
    request_body = SignIn,
    responses((status = 201, body = Session))
)]
pub(crate) async fn create(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    Sent(sent): Sent<SignIn>,
) -> Answer<Response> {
    check_origin(&headers, &app)?;
    let email = sent.email.trim().to_lowercase();
    let guessed_at = sha256_hex(format!("{} {email}", peer.ip()).as_bytes());
    let now = app.clock.now();
    if let Some(seconds) = app.throttle.wait_seconds(&guessed_at, now) {
        return Err(throttled(seconds));
    }
    let known = known(&app, &email).await?;
    let hash = known.as_ref().map(|(_, person)| person.password_hash.clone());
    let right = app.passwords.matches(sent.password.into(), hash).await;
    let Some((scope, person)) = known.filter(|_| right) else {
        app.throttle.wrong(&guessed_at, now);
        return Err(Refusal::new(
            StatusCode::UNAUTHORIZED,
            "wrong_password",
            "No user has this address and password. Type both again.",
        ));
    };
    app.throttle.right(&guessed_at);
    let mut tx = app.store.begin().await?;
    let Begun { session, cookie } = begin(&app, &mut tx, &scope, &person).await?;
    store::commit(tx).await?;
    Ok(welcome(StatusCode::CREATED, &session, cookie))
}

/// Signs out.
#[utoipa::path(
    delete, path = "/session", operation_id = "signOut", tag = "sign-in",
    responses((status = 204)), security(("session" = []))
)]
pub(crate) async fn delete(State(app): State<App>, by: By<SignedIn>) -> Answer<Response> {
    let Caller { scope, actor: Actor::Person { session_hash, .. } } = by.caller else {
        return Err(sign_in_required());
    };
    let mut tx = app.store.begin().await?;
    session::end(&mut tx, &scope, &session_hash).await?;
    tx.commit().await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = caller::clear(&app) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A session that has begun.
pub(crate) struct Begun {
    /// What the page learns.
    pub session: Session,
    /// What the browser keeps.
    pub cookie: Option<HeaderValue>,
}

/// Begins a session for `person`.
pub(crate) async fn begin(app: &App, db: &mut Db, scope: &Scope, person: &User) -> Answer<Begun> {
    let token = secret(TOKEN_LENGTH);
    let csrf_token = secret(TOKEN_LENGTH);
    let now = app.clock.now();
    let begun = session::Session {
        token_hash: sha256_hex(token.as_bytes()),
        user: person.id.clone(),
        csrf_token: csrf_token.clone(),
        expires_at: text(now + session_length()),
    };
    session::begin(db, scope, &begun, &text(now)).await?;
    let session = Session {
        name: person.name.clone(),
        email: person.email.clone(),
        role: person.role,
        tenant: tenant::name(db, scope).await?.unwrap_or_default(),
        csrf_token,
    };
    Ok(Begun { session, cookie: caller::set(app, &token) })
}

/// The answer to whoever has just signed in.
pub(crate) fn welcome(
    status: StatusCode,
    session: &Session,
    cookie: Option<HeaderValue>,
) -> Response {
    let mut response = (status, Json(session)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// 429: too many wrong guesses.
pub(crate) fn throttled(seconds: u64) -> Refusal {
    Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_many_guesses",
        format!("Too many wrong guesses. Wait {seconds} seconds, then try again."),
    )
    .retry_after(seconds)
}

async fn known(app: &App, email: &str) -> Answer<Option<(Scope, User)>> {
    let mut db = app.store.read().await?;
    let Some(found) = entry::user(&mut db, email).await? else { return Ok(None) };
    let scope = Scope::of(found.tenant);
    Ok(user::get(&mut db, &scope, &found.id).await?.map(|person| (scope, person)))
}
