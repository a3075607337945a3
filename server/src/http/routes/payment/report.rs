//! A factor's report (R37): read with the columns that were remembered, shown before it counts, and
//! counting once, however often it is uploaded.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{FactoringReport, FactoringReview};
use waypost_core::payment::factoring;
use waypost_core::wire::{FactoringColumns, Unusable};

use super::review::Review;
use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::{At, Sent};
use crate::http::routes::{audited, subsidiary_name};
use crate::store::{self, Db, Scope, payment};

/// Reads a factor's report: what its rows come to or, with `accept`, lets them count. Rows on loads that
/// another subsidiary bills are refused, and the others count all the same.
#[utoipa::path(
    post, path = "/subsidiaries/{subsidiary}/factoring-report", operation_id = "factoringReport", tag = "payments",
    params(("subsidiary" = String, Path, description = "the source's id")),
    request_body = FactoringReport,
    responses((status = 200, body = FactoringReview)), security(("session" = []))
)]
pub(crate) async fn read(
    State(app): State<App>,
    by: By<Bills>,
    At(id): At<String>,
    Sent(sent): Sent<FactoringReport>,
) -> Answer<Json<FactoringReview>> {
    let scope = &by.caller.scope;
    let mut tx = app.store.begin().await?;
    let name = subsidiary_name(&mut tx, scope, &id).await?;
    let columns = columns(&mut tx, scope, &id, sent.columns).await?;
    let read = factoring::read(sent.csv.as_bytes(), &columns);
    let rows = read.map_err(|refusals| unreadable(&refusals))?;
    let accept = sent.accept;
    let review = Review { app: &app, scope, subsidiary: (&id, &name), accept };
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        shown.push(review.row(&mut tx, row).await?);
    }
    if accept {
        payment::put_columns(&mut tx, scope, &id, &columns).await?;
        let counted = shown.iter().filter(|row| !row.refused).count();
        let change = (None::<&()>, Some(&format!("{counted} rows")));
        audited(&mut tx, &app, &by.caller, "payments.factoring_report", &id, change).await?;
        store::commit(tx).await?;
        app.sync.wake();
    }
    Ok(Json(FactoringReview { columns, rows: shown, accepted: accept }))
}

/// The first that is wrong by its line and heading, the rest by their number.
fn unreadable(refusals: &[Unusable]) -> Refusal {
    let more = match refusals.len().saturating_sub(1) {
        0 => String::new(),
        1 => " 1 more row cannot be read.".to_owned(),
        n => format!(" {n} more rows cannot be read."),
    };
    let first = refusals.first().map(said).unwrap_or_default();
    let message = format!("{first}.{more} Nothing was stored.");
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "unusable_report", message).at("csv")
}

/// `Line 7, Gross: "3,50" is not an amount`.
fn said(refusal: &Unusable) -> String {
    let message = &refusal.message;
    match (refusal.line, refusal.path.as_str()) {
        (Some(line), "") => format!("Line {line} {message}"),
        (Some(line), column) => format!("Line {line}, {column}: {message}"),
        (None, "") => format!("The report {message}"),
        (None, column) => format!("{column}: {message}"),
    }
}

/// The columns that were given, else those of the last report.
async fn columns(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    given: Option<FactoringColumns>,
) -> Answer<FactoringColumns> {
    if let Some(given) = given {
        return Ok(given);
    }
    payment::columns(db, scope, subsidiary).await?.ok_or_else(|| {
        Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "columns_unknown",
            "No report of this subsidiary was read before. Say which columns it has.",
        )
        .at("columns")
    })
}
