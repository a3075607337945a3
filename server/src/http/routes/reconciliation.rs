//! Reconciliation: what was posted beside what the books say, as they were last read; and asking for
//! them to be read.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use waypost_core::api::{ConnectionState, Period, Reading, Reconciled, Reconciliation};
use waypost_core::reconcile::compare;
use waypost_core::wire::Date;

use super::{audited, connection_of};
use crate::http::app::App;
use crate::http::caller::{Bills, By, Reads};
use crate::http::problem::{Answer, Refusal, unusable};
use crate::http::request::{At, Params, Sent};
use crate::store::connection::Connection;
use crate::store::reconciliation::{self, Going, Of};
use crate::store::{self, Db, Scope, chart};

/// Most days of a period.
const MOST_DAYS: i32 = 366;

/// Which days, and whether each is shown.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// The first day; that of the last day's month when absent.
    #[param(example = "2026-09-01", pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    from: Option<String>,
    /// The last day; today in UTC when absent.
    #[param(example = "2026-09-30", pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    to: Option<String>,
    /// Sums of each day beside those of the period; false when absent.
    days: Option<bool>,
}

/// Our totals beside those of the books by account, as they were last read, with the documents behind
/// each difference; and the reading that goes on.
#[utoipa::path(
    get, path = "/subsidiaries/{subsidiary}/reconciliation", operation_id = "showReconciliation",
    tag = "reconciliation",
    params(("subsidiary" = String, Path, description = "the source's id"), Asked),
    responses((status = 200, body = Reconciliation)), security(("session" = []))
)]
pub(crate) async fn show(
    State(app): State<App>,
    by: By<Reads>,
    At(id): At<String>,
    Params(asked): Params<Asked>,
) -> Answer<Json<Reconciliation>> {
    let scope = &by.caller.scope;
    let mut db = app.store.read().await?;
    let connection = connection_of(&mut db, scope, &id).await?;
    let period = asked.period(&app.now())?;
    let by_day = asked.days.unwrap_or(false);
    Ok(Json(reconciliation_of(&mut db, scope, &connection, period, by_day).await?))
}

/// Asks for the books to be read for a period. The worker reads them; what was read before stays until
/// it has.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/reconciliation", operation_id = "askReconciliation",
    tag = "reconciliation",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = Period,
    responses((status = 200, body = Reconciliation)), security(("session" = []))
)]
pub(crate) async fn ask(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(period): Sent<Period>,
) -> Answer<Json<Reconciliation>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let connection = connection_of(&mut tx, scope, &id).await?;
    check(&period).map_err(|words| unusable("to", words))?;
    let company = connection.company.as_ref().ok_or_else(|| {
        Refusal::new(
            StatusCode::CONFLICT,
            "no_company",
            "No company is chosen, so there are no books to read. Choose one first.",
        )
    })?;
    let of = Of { connection: &connection.id, company: &company.id };
    let (reading, now) = (app.ids.fresh("rec"), app.now());
    reconciliation::ask(&mut tx, scope, &reading, of, &period, &now).await?;
    let change = (None::<&()>, Some(&period));
    audited(&mut tx, &app, &by.caller, "reconciliation.ask", &id, change).await?;
    let answer = reconciliation_of(&mut tx, scope, &connection, period, false).await?;
    store::commit(tx).await?;
    app.sync.wake();
    Ok(Json(answer))
}

async fn reconciliation_of(
    db: &mut Db,
    scope: &Scope,
    connection: &Connection,
    period: Period,
    by_day: bool,
) -> Answer<Reconciliation> {
    let Some(company) = &connection.company else {
        return Ok(Reconciliation { period, reading: None, result: None });
    };
    let of = Of { connection: &connection.id, company: &company.id };
    let going = reconciliation::going(&mut *db, scope, of, &period).await?;
    let reading = going.map(|going| reading(going, connection));
    let Some(done) = reconciliation::done(&mut *db, scope, of, &period).await? else {
        return Ok(Reconciliation { period, reading, result: None });
    };
    let pairs = reconciliation::pairs(&mut *db, scope, &done.id).await?;
    let since = &done.listed_at;
    let outdated = reconciliation::changed_since(&mut *db, scope, of, &period, since).await?;
    let chart = chart::of_connection(db, scope, &connection.id).await?.chart;
    let chart = chart.ok_or_else(super::chart::no_chart)?;
    let compared = compare(&pairs, &chart, by_day).map_err(|beyond| unreadable(&beyond.message))?;
    let result = Reconciled {
        read_at: done.read_at,
        outdated,
        documents: u64::try_from(pairs.len()).unwrap_or(u64::MAX),
        message: compared.message,
        totals: compared.totals,
        accounts: compared.accounts,
        differing: compared.differing,
    };
    Ok(Reconciliation { period, reading, result: Some(result) })
}

fn reading(going: Going, connection: &Connection) -> Reading {
    let paused = match connection.state {
        ConnectionState::Active => None,
        ConnectionState::SignInAgain => {
            Some("The books no longer accept the sign-in. Sign in again; it then goes on.")
        }
        _ => Some("The connection is not set up yet. Finish it; the books are then read."),
    };
    let trouble = paused.map(str::to_owned).or(going.trouble);
    Reading { asked_at: going.asked_at, done: going.done, of: going.of, trouble }
}

impl Asked {
    /// The days that are asked for; the month so far when none are.
    fn period(&self, now: &str) -> Answer<Period> {
        let given = |name: &str, text: &Option<String>| match text.as_deref() {
            None | Some("") => Ok(None),
            Some(text) => {
                text.parse::<Date>().map(Some).map_err(|why| unreadable(&format!("{name} {why}")))
            }
        };
        let today: String = now.chars().take(10).collect();
        let to = match given("to", &self.to)? {
            Some(to) => to,
            None => today.parse::<Date>().map_err(|why| unreadable(&format!("today {why}")))?,
        };
        let (year, month, _) = to.parts();
        let first = Date::new(year, month, 1).unwrap_or(to);
        let from = given("from", &self.from)?.unwrap_or(first);
        let period = Period { from, to };
        check(&period).map_err(|words| unreadable(&words))?;
        Ok(period)
    }
}

/// Whether the days are in order, and not too many.
fn check(period: &Period) -> Result<(), String> {
    let Period { from, to } = period;
    if from > to {
        return Err(format!("from is {from} and to is {to}; the last day comes after the first."));
    }
    let day = |date: &Date| date.to_string().parse::<jiff::civil::Date>().ok();
    let days = day(from).zip(day(to)).map_or(0, |(from, to)| (to - from).get_days());
    if days >= MOST_DAYS {
        return Err(format!("{from} to {to} is more than {MOST_DAYS} days; ask for fewer."));
    }
    Ok(())
}

fn unreadable(detail: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "unusable_parameter", detail)
}
