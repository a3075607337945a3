//! Where the accounting system's sign-in page sends the browser back to.
//!
//! Invariant: only the session that began a sign-in finishes it; whatever else comes here changes
//! nothing.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::audited;
use crate::http::app::App;
use crate::http::caller::{self, Actor, Administers, By};
use crate::http::problem::{Answer, Refusal, sign_in_required};
use crate::http::request::Params;
use crate::store::{self, Scope, subsidiary};

/// What the sign-in page says.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Returned {
    /// What was given to it when the sign-in began.
    state: Option<String>,
    /// What is exchanged for tokens.
    code: Option<String>,
    /// Why there is no code.
    error: Option<String>,
    /// The company of QuickBooks Online that was chosen there.
    #[serde(rename = "realmId")]
    #[param(rename = "realmId")]
    realm_id: Option<String>,
}

/// Finishes "Sign in with Microsoft" and goes on to the connection's page.
#[utoipa::path(
    get, path = "/oauth/business-central/callback", operation_id = "finishSignIn", tag = "connection",
    params(Returned),
    responses((status = 303, description = "on to the connection's page")),
    security(("session" = []))
)]
pub(crate) async fn finish(
    State(app): State<App>,
    by: By<Administers>,
    headers: HeaderMap,
    Params(returned): Params<Returned>,
) -> Answer<Response> {
    finished(&app, &by, &headers, &returned).await
}

/// Finishes "Sign in with Intuit" and goes on to the connection's page.
#[utoipa::path(
    get, path = "/oauth/quickbooks-online/callback", operation_id = "finishIntuitSignIn", tag = "connection",
    params(Returned),
    responses((status = 303, description = "on to the connection's page")),
    security(("session" = []))
)]
pub(crate) async fn finish_intuit(
    State(app): State<App>,
    by: By<Administers>,
    headers: HeaderMap,
    Params(returned): Params<Returned>,
) -> Answer<Response> {
    finished(&app, &by, &headers, &returned).await
}

async fn finished(
    app: &App,
    by: &By<Administers>,
    headers: &HeaderMap,
    returned: &Returned,
) -> Answer<Response> {
    let Actor::Person { session_hash, .. } = &by.caller.actor else {
        return Err(sign_in_required());
    };
    let back = connecting(headers, app, &by.caller.scope).await?;
    if returned.error.is_some() {
        return Ok(see_other(&back, Some("sign_in_refused")));
    }
    let (Some(state), Some(code)) = (&returned.state, &returned.code) else {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "unusable_callback",
            "This address is for the accounting system's sign-in page. Begin on the connection's \
             page.",
        ));
    };
    let scope = &by.caller.scope;
    let came_back = (code.as_str(), returned.realm_id.as_deref());
    let finished = app.sync.finish_sign_in(session_hash, scope, state, came_back).await;
    let subsidiary = match finished {
        Ok(subsidiary) => subsidiary,
        Err(trouble) => return Ok(see_other(&back, Some(trouble.code))),
    };
    let mut tx = app.store.begin().await?;
    let change = (None::<&()>, Some(&"signed in as a person"));
    audited(&mut tx, app, &by.caller, "connection.sign_in", &subsidiary, change).await?;
    store::commit(tx).await?;
    Ok(see_other(&page_of(&subsidiary), None))
}

/// The connection's page of the subsidiary whose sign-in this browser began, or home.
async fn connecting(headers: &HeaderMap, app: &App, scope: &Scope) -> Answer<String> {
    let Some(id) = caller::connecting(headers) else { return Ok("/".to_owned()) };
    let mut db = app.store.read().await?;
    let known = subsidiary::name(&mut db, scope, &id).await?.is_some();
    Ok(if known { page_of(&id) } else { "/".to_owned() })
}

fn page_of(subsidiary: &str) -> String {
    format!("/subsidiaries/{}/connect", caller::encoded(subsidiary))
}

fn see_other(page: &str, trouble: Option<&str>) -> Response {
    let address = match trouble {
        Some(code) => format!("{page}?trouble={code}"),
        None => page.to_owned(),
    };
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(address) = HeaderValue::from_str(&address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}
