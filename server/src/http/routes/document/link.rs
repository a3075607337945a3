//! Saying which document of the books a document of ours is (R47).

use axum::Json;
use axum::extract::State;
use waypost_core::api::{DocumentRow, Link};

use super::acting::{done, finish, row};
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::Answer;
use crate::http::request::{At, Sent};
use crate::store::operation::adopt;

/// Links a document to one of the books: it then counts as posted. What differs is linked only where
/// the differences are accepted, and they are recorded; what is another document's never is.
#[utoipa::path(
    post, path = "/documents/{document}/link", operation_id = "linkDocument", tag = "documents",
    params(("document" = String, Path, description = "our id")),
    request_body = Link,
    responses((status = 200, body = DocumentRow), (status = 502, body = waypost_core::api::Problem, content_type = "application/problem+json")),
    security(("session" = []))
)]
pub(crate) async fn link(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<Link>,
) -> Answer<Json<DocumentRow>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    row(&mut db, &by.caller, &id).await?;
    drop(db);
    let adoption = app.sync.adoption(scope, &id, &sent).await?;
    let mut tx = app.store.begin().await?;
    let before = row(&mut tx, &by.caller, &id).await?;
    let posting = (&adoption.posting, adoption.body_hash.as_str());
    let acted = adopt(&mut tx, scope, &id, posting, app.clock.now()).await?;
    done(acted, &id, &before.number)?;
    finish(tx, &app, &by.caller, "document.link", &before).await
}
