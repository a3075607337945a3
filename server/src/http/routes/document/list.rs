//! Documents with their states.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use waypost_core::api::{DocumentRow, Page, State as DocumentState};
use waypost_core::wire::Kind;

use crate::http::app::App;
use crate::http::caller::{By, ReadsDocuments};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::{Paging, Params, page_of, paging};
use crate::store::document::{self, Filter};
use crate::store::operation::read_state;
use crate::store::{Db, Scope};

/// Which documents are listed.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of one subsidiary, by the source's id.
    subsidiary: Option<String>,
    /// In one state, or in several with commas between them.
    #[param(
        example = "needs_you",
        pattern = "^(waiting|sending|checking|posted|skipped|needs_you)(,(waiting|sending|checking|posted|skipped|needs_you))*$"
    )]
    state: Option<String>,
    /// Invoices or bills.
    kind: Option<Kind>,
    /// Words in the number, the source's id or the party's name.
    q: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many rows at most, 1 to 500; 100 when absent.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Documents with their states, newest change first.
#[utoipa::path(
    get, path = "/documents", operation_id = "listDocuments", tag = "documents",
    params(Asked),
    responses((status = 200, body = Page<DocumentRow>)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<ReadsDocuments>,
    Params(asked): Params<Asked>,
) -> Answer<Json<Page<DocumentRow>>> {
    let page = paging(asked.cursor.as_deref(), asked.limit)?;
    let filter = Filter {
        subsidiary: asked.subsidiary.filter(|text| !text.is_empty()),
        states: states(asked.state.as_deref())?,
        kind: asked.kind.map(|kind| kind.as_str().to_owned()),
        q: asked.q.filter(|text| !text.is_empty()),
        after: after(&page),
        ..Filter::default()
    };
    let mut db = app.store.read().await?;
    page_of_documents(&mut db, &by.caller.scope, &filter, page.limit).await
}

/// Where a page of documents begins.
pub(crate) fn after(page: &Paging) -> Option<(String, String)> {
    let (at, id) = page.after.as_deref()?.split_once(' ')?;
    Some((at.to_owned(), id.to_owned()))
}

/// One page of the documents that `filter` lets through, newest change first.
pub(crate) async fn page_of_documents(
    db: &mut Db,
    scope: &Scope,
    filter: &Filter,
    limit: u32,
) -> Answer<Json<Page<DocumentRow>>> {
    let rows = document::list(db, scope, filter, limit + 1).await?;
    Ok(Json(page_of(rows, limit, |row| format!("{} {}", row.changed_at, row.id))))
}

fn states(text: Option<&str>) -> Answer<Vec<DocumentState>> {
    let names = text.unwrap_or_default().split(',').filter(|name| !name.is_empty());
    names
        .map(|name| {
            read_state(name).map_err(|_| {
                let known = "waiting, sending, checking, posted, skipped, needs_you";
                Refusal::new(
                    StatusCode::BAD_REQUEST,
                    "unusable_parameter",
                    format!("state is {name:?}, which is not a state. Write one of {known}."),
                )
            })
        })
        .collect()
}
