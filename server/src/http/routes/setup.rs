//! The first administrator, made with the one-time code that stands in the terminal.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use waypost_core::api::{FirstAdministrator, Role, Session, Setup};

use super::session::{Begun, begin, welcome};
use crate::http::app::App;
use crate::http::caller::check_origin;
use crate::http::problem::{Answer, Refusal, unusable};
use crate::http::request::Sent;
use crate::store::user::User;
use crate::store::{self, Scope, entry, tenant, user};

const PASSWORD_AT_LEAST: usize = 12;
const PASSWORD_AT_MOST: usize = 1024;
const NAME_AT_MOST: usize = 200;

/// Whether the first administrator is still missing.
#[utoipa::path(
    get, path = "/setup", operation_id = "showSetup", tag = "sign-in",
    responses((status = 200, body = Setup))
)]
pub(crate) async fn show(State(app): State<App>) -> Answer<Json<Setup>> {
    let mut db = app.store.read().await?;
    let needed = entry::administrator(&mut db).await?.is_none();
    // After setting up, who the company is concerns nobody who is not signed in.
    let provisioned = if needed { entry::tenants(&mut db).await?.into_iter().next() } else { None };
    let tenant = match provisioned {
        Some(id) => tenant::name(&mut db, &Scope::of(id)).await?,
        None => None,
    };
    Ok(Json(Setup { needed, tenant }))
}

/// Makes the first administrator and signs in.
#[utoipa::path(
    post, path = "/setup", operation_id = "setUp", tag = "sign-in",
    request_body = FirstAdministrator,
    responses((status = 201, body = Session), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    Sent(first): Sent<FirstAdministrator>,
) -> Answer<Response> {
    check_origin(&headers, &app)?;
    check_code(&app, &first.code)?;
    check_person(&first)?;
    let hash = app
        .passwords
        .hash(first.password.clone().into())
        .await
        .map_err(|_| crate::http::problem::took_too_long())?;
    let mut tx = app.store.begin().await?;
    if entry::administrator(&mut tx).await?.is_some() {
        return Err(set_up_already());
    }
    let scope = match entry::tenants(&mut tx).await?.into_iter().next() {
        Some(id) => Scope::of(id),
        None => {
            let name = first.tenant.as_deref().unwrap_or_default().trim();
            within("tenant", name, NAME_AT_MOST)?;
            let scope = Scope::of(app.ids.fresh("ten"));
            tenant::add(&mut tx, &scope, name, &app.now()).await?;
            scope
        }
    };
    let person = User {
        id: app.ids.fresh("usr"),
        email: first.email.trim().to_lowercase(),
        name: first.name.trim().to_owned(),
        role: Role::Admin,
        password_hash: hash,
    };
    if entry::user(&mut tx, &person.email).await?.is_some() {
        return Err(unusable("email", "email belongs to another user already. Use another one."));
    }
    user::add(&mut tx, &scope, &person, &app.now()).await?;
    let Begun { session, cookie } = begin(&app, &mut tx, &scope, &person).await?;
    store::commit(tx).await?;
    Ok(welcome(StatusCode::CREATED, &session, cookie))
}

fn check_code(app: &App, typed: &str) -> Answer<()> {
    const GUESSED_AT: &str = "setup";
    let now = app.clock.now();
    if let Some(seconds) = app.throttle.wait_seconds(GUESSED_AT, now) {
        return Err(super::session::throttled(seconds));
    }
    if app.setup_code.is(typed) {
        app.throttle.right(GUESSED_AT);
        return Ok(());
    }
    app.throttle.wrong(GUESSED_AT, now);
    Err(Refusal::new(
        StatusCode::FORBIDDEN,
        "wrong_setup_code",
        "That is not the one-time code. It stands in the terminal where the server was started; \
         every start prints a new one while there is no administrator.",
    )
    .at("code"))
}

fn check_person(first: &FirstAdministrator) -> Answer<()> {
    within("name", first.name.trim(), NAME_AT_MOST)?;
    let email = first.email.trim();
    within("email", email, NAME_AT_MOST)?;
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(unusable(
            "email",
            "email is not an address. Write it as name@company.example.",
        ));
    }
    let length = first.password.chars().count();
    if length < PASSWORD_AT_LEAST || first.password.len() > PASSWORD_AT_MOST {
        return Err(unusable(
            "password",
            format!(
                "password has {length} characters. Choose one with at least {PASSWORD_AT_LEAST}."
            ),
        ));
    }
    Ok(())
}

/// Refuses an empty or an overlong text.
pub(crate) fn within(path: &str, text: &str, at_most: usize) -> Answer<()> {
    if text.is_empty() {
        return Err(unusable(path, format!("{path} is empty. Write it.")));
    }
    if text.len() > at_most || text.chars().any(char::is_control) {
        return Err(unusable(
            path,
            format!("{path} is longer than {at_most} bytes or has control characters. Shorten it."),
        ));
    }
    Ok(())
}

fn set_up_already() -> Refusal {
    Refusal::new(
        StatusCode::CONFLICT,
        "set_up_already",
        "There is an administrator already. Sign in, or ask that person.",
    )
}
