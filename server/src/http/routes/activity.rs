//! What a subsidiary's documents wait for: four lists with their sums, and the causes that a person
//! mends once for many documents.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use waypost_core::api::{Activity, CauseGroup, DocumentRow, Page, State as DocumentState};
use waypost_core::names;
use waypost_core::sync::mend::mend;
use waypost_core::wire::Catalog;

use super::{document::list, run, subsidiary_name};
use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::{Answer, Refusal, shortened};
use crate::http::request::{At, Params, paging};
use crate::store::activity::{self, Group};
use crate::store::document::Filter;
use crate::store::signed_in::signed_in;
use crate::store::{Db, Scope, catalog, connection, operation, subsidiary};

/// How far back the lists of what is done go.
const DONE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Causes that are listed.
const CAUSES: usize = 50;

/// The four lists of a subsidiary, what was skipped, and what the documents wait for.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/activity", operation_id = "showActivity", tag = "activity",
    params(("subsidiary" = String, Path, description = "the source's id")),
    responses((status = 200, body = Activity)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
) -> Answer<Json<Activity>> {
    let scope = &by.caller.scope;
    let now = app.clock.now();
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    let state = catalog::get(&mut db, scope, &id).await?;
    let items = state.as_ref().map(|state| &state.catalog);
    let of = async |db: &mut Db, list: List, since: Option<Timestamp>| {
        activity::sum(db, scope, &id, list.states(), since).await
    };
    let lately = Some(now - DONE);
    let mut causes = activity::groups(&mut db, scope, &id, DocumentState::NeedsYou).await?;
    let more = causes.len().saturating_sub(CAUSES);
    causes.truncate(CAUSES);
    let mut waits = activity::groups(&mut db, scope, &id, DocumentState::Waiting).await?;
    waits.truncate(CAUSES);
    let times = subsidiary::times(&mut db, scope, &id, now).await?;
    let warning = match connection::of_subsidiary(&mut db, scope, &id).await? {
        Some(connection) => signed_in(&mut db, scope, &connection, now).await?.warning,
        None => None,
    };
    Ok(Json(Activity {
        waiting: of(&mut db, List::Waiting, None).await?,
        sending: of(&mut db, List::Sending, None).await?,
        needs_you: of(&mut db, List::NeedsYou, None).await?,
        posted: of(&mut db, List::Posted, lately).await?,
        skipped: of(&mut db, List::Skipped, lately).await?,
        causes: in_words(&mut db, scope, causes, items).await?,
        more_causes: u64::try_from(more).unwrap_or(u64::MAX),
        waits: in_words(&mut db, scope, waits, items).await?,
        progress: run::progress_of(&mut db, scope, &id, now).await?,
        warning,
        last_sync_at: times.last,
        next_sync_at: times.next,
    }))
}

/// One of the lists that a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum List {
    Waiting,
    Sending,
    NeedsYou,
    Posted,
    Skipped,
}

impl List {
    fn states(self) -> &'static [DocumentState] {
        match self {
            List::Waiting => &[DocumentState::Waiting],
            List::Sending => &[DocumentState::Sending, DocumentState::Checking],
            List::NeedsYou => &[DocumentState::NeedsYou],
            List::Posted => &[DocumentState::Posted],
            List::Skipped => &[DocumentState::Skipped],
        }
    }

    fn read(text: &str) -> Answer<List> {
        serde_json::from_value(text.into()).map_err(|_| {
            let detail = format!(
                "{:?} is not a list. Write one of waiting, sending, needs_you, posted, skipped.",
                shortened(text)
            );
            Refusal::new(StatusCode::NOT_FOUND, "not_found", detail)
        })
    }
}

async fn in_words(
    db: &mut Db,
    scope: &Scope,
    groups: Vec<Group>,
    items: Option<&Catalog>,
) -> Answer<Vec<CauseGroup>> {
    let mut described = Vec::with_capacity(groups.len());
    for group in groups {
        // Gone since the groups were read: it is in the next answer, or in none.
        let Some(first) = operation::of_document(db, scope, &group.first).await? else { continue };
        let Some(cause) = first.cause() else { continue };
        let subject = cause.subject.as_deref();
        described.push(CauseGroup {
            title: names::cause(&cause.reason, subject, items),
            message: first.detail.message.unwrap_or_default(),
            count: group.sum.count,
            money: group.sum.money,
            oldest: group.oldest,
            first: group.first,
            mend: mend(&cause.reason, subject, cause.class, items),
            key: group.key,
        });
    }
    Ok(described)
}

/// Which documents of a list.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Those that wait for this cause, by its key.
    cause: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many rows at most, 1 to 500; 100 when absent.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// The documents of one list, newest change first: waiting, sending, needs_you, posted or skipped.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/activity/{list}", operation_id = "listActivity", tag = "activity",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("list" = String, Path, description = "waiting, sending, needs_you, posted or skipped"),
        Asked
    ),
    responses((status = 200, body = Page<DocumentRow>)), security(("session" = []))
)]
pub(crate) async fn page(
    State(app): State<App>,
    by: By<Reads>,
    At((id, name)): At<(String, String)>,
    Params(asked): Params<Asked>,
) -> Answer<Json<Page<DocumentRow>>> {
    let scope = &by.caller.scope;
    let page = paging(asked.cursor.as_deref(), asked.limit)?;
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    let filter = Filter {
        subsidiary: Some(id),
        states: List::read(&name)?.states().to_vec(),
        cause: asked.cause,
        after: list::after(&page),
        ..Filter::default()
    };
    list::page_of_documents(&mut db, scope, &filter, page.limit).await
}
