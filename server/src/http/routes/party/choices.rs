//! Whom of the books a party may be, looked up now.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use waypost_core::api::Page;
use waypost_core::sync::party::Choice;

use super::undecided_of;
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::Answer;
use crate::http::request::{At, Params};

/// What is looked for.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Words in the name or number; all when absent.
    q: Option<String>,
}

/// The customers or vendors of the books by words in name or number, those of the party's own name
/// first, fifty at most.
#[utoipa::path(
    get, path = "/parties/{party}/choices", operation_id = "listChoices", tag = "parties",
    params(("party" = String, Path, description = "our id"), Asked),
    responses((status = 200, body = Page<Choice>), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json"), (status = 422, body = waypost_core::api::Problem, content_type = "application/problem+json"), (status = 502, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Params(asked): Params<Asked>,
) -> Answer<Json<Page<Choice>>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let undecided = undecided_of(&mut db, scope, &id).await?;
    drop(db);
    let words = asked.q.unwrap_or_default();
    let items = app.sync.party_choices(scope, &undecided, &words).await?;
    Ok(Json(Page { items, next: None }))
}
