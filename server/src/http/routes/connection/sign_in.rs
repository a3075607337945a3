//! Two ways to sign in to the books: as a person, or with an administrator's app registration. And the
//! way out.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use waypost_core::api::{self, ApplicationCredentials, BeginSignIn, SignInAddress};

use super::shown;
use crate::http::app::App;
use crate::http::caller::{Actor, Administers, By, remember_connecting};
use crate::http::problem::{Answer, sign_in_required};
use crate::http::request::{At, Sent, tagged};
use crate::http::routes::{audited, subsidiary_name};
use crate::store;

/// Begins a person's sign-in, with Microsoft or with Intuit: where the browser goes next.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/connection/sign-in", operation_id = "beginSignIn", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = BeginSignIn,
    responses((status = 200, body = SignInAddress)), security(("session" = []))
)]
pub(crate) async fn begin(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    Sent(sent): Sent<BeginSignIn>,
) -> Answer<Response> {
    let Actor::Person { session_hash, .. } = &by.caller.actor else {
        return Err(sign_in_required());
    };
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    drop(db);
    let address = app.sync.begin_sign_in(scope, &id, &sent, session_hash).await?;
    let mut response = Json(address).into_response();
    if let Some(cookie) = remember_connecting(&app, &id) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// What the audit log keeps of an app registration: everything but the secret.
#[derive(Serialize)]
struct Registration<'a> {
    environment: &'a str,
    directory: &'a str,
    client_id: &'a str,
}

/// Signs in with an app registration. It is tried at once, and kept only if it works.
#[utoipa::path(
    put, path = "/subsidiaries/{subsidiary}/connection/application", operation_id = "useApplication", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = ApplicationCredentials,
    responses((status = 200, body = api::Connection)), security(("session" = []))
)]
pub(crate) async fn application(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
    Sent(sent): Sent<ApplicationCredentials>,
) -> Answer<Response> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    drop(db);
    app.sync.use_application(scope, &id, &sent).await?;
    let mut tx = app.store.begin().await?;
    let registration = Registration {
        environment: &sent.environment,
        directory: &sent.directory,
        client_id: &sent.client_id,
    };
    let change = (None::<&()>, Some(&registration));
    audited(&mut tx, &app, &by.caller, "connection.use_application", &id, change).await?;
    let shown = shown(&mut tx, scope, &id, app.clock.now()).await?;
    store::commit(tx).await?;
    Ok(tagged(shown.version, Json(shown)))
}

/// Signs out of the books: the sign-in is given back and forgotten; mappings and documents stay.
#[utoipa::path(
    delete, path = "/subsidiaries/{subsidiary}/connection/sign-in", operation_id = "signOutOfBooks", tag = "connection",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = api::Connection)), security(("session" = []))
)]
pub(crate) async fn sign_out(
    State(app): State<App>,
    by: By<Administers>,
    At(id): At<String>,
) -> Answer<Response> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    drop(db);
    app.sync.sign_out(scope, &id).await?;
    let mut tx = app.store.begin().await?;
    let change = (Some(&"signed in"), None::<&&str>);
    audited(&mut tx, &app, &by.caller, "connection.sign_out", &id, change).await?;
    let shown = shown(&mut tx, scope, &id, app.clock.now()).await?;
    store::commit(tx).await?;
    Ok(tagged(shown.version, Json(shown)))
}
