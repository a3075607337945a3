//! Submit: the draft becomes the version that posts.
//!
//! Invariant (R16): the first version has no errors, and a later one adds none; errors that the
//! chart brought may stay while others are mended.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use waypost_core::api::{ConnectionState, Version};
use waypost_core::wire::Finding;

use super::editing::Editing;
use crate::http::app::App;
use crate::http::caller::{By, Maps};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::{At, IfMatch, tagged};
use crate::http::routes::{audited, connection_of};
use crate::store::connection::{self, Connection};
use crate::store::{self, mapping};

/// Activates the draft as the next version.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/mapping/submit", operation_id = "submitMapping", tag = "mapping",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("if-match" = String, Header, description = "the draft's revision that was read"),
    ),
    responses((status = 200, body = Version), (status = 409, body = waypost_core::api::Problem, content_type = "application/problem+json"), (status = 422, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn submit(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
    IfMatch(seen): IfMatch,
) -> Answer<Response> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let mut connection = connection_of(&mut tx, scope, &id).await?;
    let mut editing = Editing::open(&mut tx, scope, &connection).await?;
    editing.check(seen)?;
    check_company(&connection, &editing)?;
    let active = mapping::active(&mut tx, scope, &connection.id).await?;
    let in_the_way = editing.added_errors(active.as_ref().map(|version| &version.mapping));
    if !in_the_way.is_empty() {
        return Err(refused(in_the_way));
    }
    let version = Version {
        version: active.as_ref().map_or(1, |version| version.version + 1),
        mapping: editing.stored.mapping.clone(),
        submitted_by: by.caller.name().to_owned(),
        submitted_at: app.now(),
    };
    mapping::submit(&mut tx, scope, &connection.id, &version).await?;
    editing.stored.done = true;
    editing.stored.revision += 1;
    editing.stored.saved_by.clone_from(&version.submitted_by);
    editing.stored.saved_at.clone_from(&version.submitted_at);
    mapping::save_draft(&mut tx, scope, &connection.id, &editing.stored).await?;
    connection.company_before = None;
    if connection.state == ConnectionState::Mapping {
        connection.state = ConnectionState::Active;
    }
    connection::save(&mut tx, scope, &connection).await?;
    let change = (active.as_ref(), Some(&version));
    audited(&mut tx, &app, &by.caller, "mapping.submit", &id, change).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(tagged(editing.stored.revision, Json(version)))
}

fn check_company(connection: &Connection, editing: &Editing) -> Answer<()> {
    if connection.company.is_some() && editing.has_chart() {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::CONFLICT,
        "company_missing",
        "No company is chosen, or its chart was not read yet, so the mapping cannot be checked. \
         Choose the company, read its chart, then submit.",
    ))
}

fn refused(findings: Vec<Finding>) -> Refusal {
    let count = findings.len();
    let (errors, them) = if count == 1 { ("error", "it") } else { ("errors", "them") };
    Refusal::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "mapping_has_errors",
        format!(
            "The mapping has {count} {errors}, so it was not activated; what posted so far still \
             does. Mend {them} in the grid, then submit again."
        ),
    )
    .with_findings(findings)
}
