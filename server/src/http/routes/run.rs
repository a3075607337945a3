//! Sync history: the runs of a subsidiary, how far one has come that goes on, and thirty days of
//! them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use waypost_core::api::{Page, Progress, Run, RunDetail, RunKind, SubsidiaryDays};
use waypost_core::names;
use waypost_core::sync::limits::limits;
use waypost_core::sync::progress;

use super::subsidiary_name;
use crate::http::app::App;
use crate::http::caller::{By, Reads};
use crate::http::problem::{Answer, Refusal, not_found};
use crate::http::request::{At, PageParams, Params, page_of};
use crate::store::document::{self, Filter};
use crate::store::run::Tally;
use crate::store::{Db, Scope, StoreError, connection, operation, payment, run};

/// Documents or payments that a run's page shows.
const SHOWN: u32 = 100;

/// The runs of a subsidiary, newest first; kept for 90 days.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/runs", operation_id = "listRuns", tag = "runs",
    params(("subsidiary" = String, Path, description = "the source's id"), PageParams),
    responses((status = 200, body = Page<Run>)), security(("session" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
    Params(params): Params<PageParams>,
) -> Answer<Json<Page<Run>>> {
    let scope = &by.caller.scope;
    let page = params.paging()?;
    let after = page.after.as_deref().and_then(|after| after.split_once(' '));
    let after = after.map(|(at, run)| (at.to_owned(), run.to_owned()));
    let now = app.clock.now();
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    let mut runs = run::list(&mut db, scope, &id, after, page.limit + 1, now).await?;
    for run in &mut runs {
        counted(&mut db, scope, &id, run).await?;
    }
    Ok(Json(page_of(runs, page.limit, |run| format!("{} {}", run.started_at, run.id))))
}

/// One run, and the documents or payments that last changed while it ran.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/runs/{run}", operation_id = "showRun", tag = "runs",
    params(
        ("subsidiary" = String, Path, description = "the source's id"),
        ("run" = String, Path, description = "our id")
    ),
    responses((status = 200, body = RunDetail)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At((id, run)): At<(String, String)>,
) -> Answer<Json<RunDetail>> {
    let scope = &by.caller.scope;
    let now = app.clock.now();
    let mut db = app.store.read().await?;
    subsidiary_name(&mut db, scope, &id).await?;
    let found = run::get(&mut db, scope, &id, &run, now).await?;
    let mut run = found.ok_or_else(|| not_found("run", &run))?;
    counted(&mut db, scope, &id, &mut run).await?;
    let (from, until) = (run.started_at.clone(), run.ended_at.clone());
    let mut detail = RunDetail { run, documents: Vec::new(), payments: Vec::new() };
    if let Some(way) = run::way(detail.run.kind) {
        let moved = Some((way, from, until));
        let filter = payment::Filter { subsidiary: Some(id), moved, ..payment::Filter::default() };
        detail.payments = payment::list(&mut db, scope, &filter, SHOWN).await?;
    } else if detail.run.kind == RunKind::Export {
        let changed = Some((from, until));
        let filter = Filter { subsidiary: Some(id), changed, ..Filter::default() };
        detail.documents = document::list(&mut db, scope, &filter, SHOWN).await?;
    }
    Ok(Json(detail))
}

/// Which days.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of one subsidiary, by the source's id.
    subsidiary: Option<String>,
    /// How many minutes the reader's time is ahead of UTC; 0 when absent.
    #[param(minimum = -840, maximum = 840)]
    utc_offset: Option<i64>,
}

/// The last thirty days of each subsidiary, by the day on which runs began.
#[utoipa::path(
    get, path = "/runs/days", operation_id = "listDays", tag = "runs",
    params(Asked),
    responses((status = 200, body = Vec<SubsidiaryDays>)), security(("session" = []))
)]
pub(crate) async fn days(
    State(app): State<App>,
    by: By<Reads>,
    Params(asked): Params<Asked>,
) -> Answer<Json<Vec<SubsidiaryDays>>> {
    let offset = asked.utc_offset.unwrap_or(0);
    if !(-840..=840).contains(&offset) {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "unusable_parameter",
            format!("utc_offset is {offset}; write -840 to 840 minutes."),
        ));
    }
    let ahead = SignedDuration::from_mins(offset);
    let now = app.clock.now();
    let mut db = app.store.read().await?;
    let scope = &by.caller.scope;
    let days = run::days(&mut db, scope, asked.subsidiary.as_deref(), ahead, now).await?;
    Ok(Json(days))
}

/// How far the export has come that goes on for a subsidiary; none while nothing does.
pub(super) async fn progress_of(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    now: Timestamp,
) -> Result<Option<Progress>, StoreError> {
    let Some(connection) = connection::of_subsidiary(db, scope, subsidiary).await? else {
        return Ok(None);
    };
    let going = run::open(db, scope, &connection.id, now).await?;
    let going = going.into_iter().find(|run| run.kind == RunKind::Export && run.ended_at.is_none());
    let Some(mut run) = going else { return Ok(None) };
    counted(db, scope, subsidiary, &mut run).await?;
    Ok(run.progress)
}

/// What is not stored while a run goes on, or because nobody was left to store it, is counted now.
async fn counted(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    run: &mut Run,
) -> Result<(), StoreError> {
    if run.requests.is_some() || run.kind == RunKind::Chart {
        return Ok(());
    }
    let time = (run.started_at.as_str(), run.ended_at.as_deref());
    let Tally { done, payments } = run::tally(db, scope, subsidiary, run.kind, time).await?;
    (run.posted, run.held, run.failed) = (done.posted, done.held, done.failed);
    run.payments = payments;
    if run.kind != RunKind::Export {
        return Ok(());
    }
    let connection = connection::of_subsidiary(db, scope, subsidiary).await?;
    let Some(connection) = connection.filter(|_| run.ended_at.is_none()) else { return Ok(()) };
    let limits = limits(connection.system);
    let open = operation::counts(db, scope, subsidiary).await?;
    let progress = progress::Progress {
        done: done.posted + done.held + done.skipped,
        left: open.waiting + open.sending + open.checking,
        requests_each: limits.document_requests.unwrap_or(1),
        system: names::system(connection.system),
    };
    run.progress =
        Some(Progress { done: progress.done, of: progress.of(), message: progress.words(limits) });
    Ok(())
}
