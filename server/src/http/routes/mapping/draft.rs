//! Saving the draft, going back to the active version, and Done.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use waypost_core::api::Draft;
use waypost_core::wire::Mapping;

use super::editing::{Editing, starting_point};
use crate::http::app::App;
use crate::http::caller::{By, Caller, Maps};
use crate::http::problem::Answer;
use crate::http::request::{At, IfMatch, Sent, tagged};
use crate::http::routes::{audited, connection_of};
use crate::store::connection::Connection;
use crate::store::{self, Tx, mapping};

/// Saves the draft. It may have errors, which the answer lists.
#[utoipa::path(
    put, path = "/subsidiaries/{subsidiary}/mapping/draft", operation_id = "saveDraft", tag = "mapping",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("if-match" = String, Header, description = "the draft's revision that was read"),
    ),
    request_body = Mapping,
    responses((status = 200, body = Draft)), security(("session" = []))
)]
pub(crate) async fn save(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
    IfMatch(seen): IfMatch,
    Sent(sent): Sent<Mapping>,
) -> Answer<Response> {
    let mut tx = app.store.begin().await?;
    let connection = connection_of(&mut tx, &by.caller.scope, &id).await?;
    let editing = Editing::open(&mut tx, &by.caller.scope, &connection).await?;
    editing.check(seen)?;
    keep(&app, tx, &by.caller, &connection, editing, (sent, false), "mapping.save_draft").await
}

/// Goes back to the version that posts today; what was drafted is dropped.
#[utoipa::path(
    delete, path = "/subsidiaries/{subsidiary}/mapping/draft", operation_id = "dropDraft", tag = "mapping",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Draft)), security(("session" = []))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
) -> Answer<Response> {
    let mut tx = app.store.begin().await?;
    let connection = connection_of(&mut tx, &by.caller.scope, &id).await?;
    let editing = Editing::open(&mut tx, &by.caller.scope, &connection).await?;
    let mapping = starting_point(&mut tx, &by.caller.scope, &connection).await?;
    keep(&app, tx, &by.caller, &connection, editing, (mapping, false), "mapping.drop_draft").await
}

/// Ends the mapping step for this revision. The next save opens it again.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/mapping/done", operation_id = "markDone", tag = "mapping",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("if-match" = String, Header, description = "the draft's revision that was read"),
    ),
    responses((status = 200, body = Draft)), security(("session" = []))
)]
pub(crate) async fn done(
    State(app): State<App>,
    by: By<Maps>,
    At(id): At<String>,
    IfMatch(seen): IfMatch,
) -> Answer<Response> {
    let mut tx = app.store.begin().await?;
    let connection = connection_of(&mut tx, &by.caller.scope, &id).await?;
    let editing = Editing::open(&mut tx, &by.caller.scope, &connection).await?;
    editing.check(seen)?;
    let mapping = editing.stored.mapping.clone();
    keep(&app, tx, &by.caller, &connection, editing, (mapping, true), "mapping.done").await
}

async fn keep(
    app: &App,
    mut tx: Tx,
    caller: &Caller,
    connection: &Connection,
    mut editing: Editing,
    (mapping, done): (Mapping, bool),
    action: &str,
) -> Answer<Response> {
    let before = std::mem::replace(&mut editing.stored.mapping, mapping);
    editing.stored.revision += 1;
    editing.stored.done = done;
    editing.stored.saved_by = caller.name().to_owned();
    editing.stored.saved_at = app.now();
    mapping::save_draft(&mut tx, &caller.scope, &connection.id, &editing.stored).await?;
    let change = (Some(&before), Some(&editing.stored.mapping));
    audited(&mut tx, app, caller, action, &connection.subsidiary, change).await?;
    store::commit(tx).await?;
    let draft = editing.draft();
    Ok(tagged(draft.revision, Json(draft)))
}
