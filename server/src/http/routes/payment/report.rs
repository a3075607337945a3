//! A factor's report (R37): read with the columns that were remembered, shown before it counts, and
//! counting once, however often it is uploaded.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use waypost_core::api::{FactoringReport, FactoringReview, FactoringReviewRow};
use waypost_core::payment::factoring::{self, Row};
use waypost_core::wire::FactoringColumns;

use crate::http::app::App;
use crate::http::caller::{Bills, By};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::{At, Sent};
use crate::http::routes::{audited, subsidiary_name};
use crate::store::{self, Db, Scope, payment};
use crate::sync::{preview_payment, take_payment};

/// Reads a factor's report: what its rows come to or, with `accept`, lets them count.
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
    subsidiary_name(&mut tx, scope, &id).await?;
    let columns = columns(&mut tx, scope, &id, sent.columns).await?;
    let rows = factoring::read(sent.csv.as_bytes(), &columns).map_err(|mut refusals| {
        // Everything wrong is named: the first by its place, the rest in words.
        let first = refusals.remove(0);
        let more = match refusals.len() {
            0 => String::new(),
            n => format!(" {n} more rows cannot be read."),
        };
        let message = format!("{first}.{more} Nothing was stored.");
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "unusable_report", message).at("csv")
    })?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        let known = payment::of_source(&mut tx, scope, &row.id()).await?.is_some();
        let (decision, reason, message) = if sent.accept {
            let now = app.now();
            let paid = row.payment(None);
            let taken =
                take_payment(&mut tx, scope, &row.id(), paid, app.ids.as_ref(), &now).await?;
            let one = taken.rows.into_iter().next();
            one.map_or((None, None, None), |one| (one.decision, one.reason, one.message))
        } else {
            let one = preview_payment(&mut tx, scope, row.payment(None)).await?.into_iter().next();
            one.map_or((None, None, None), |one| {
                let reason = one.reason.map(|reason| reason.as_str().to_owned());
                (Some(one.decision.as_str().to_owned()), reason, Some(one.message))
            })
        };
        shown.push(reviewed(row, known, (decision, reason, message)));
    }
    if sent.accept {
        payment::put_columns(&mut tx, scope, &id, &columns).await?;
        let change = (None::<&()>, Some(&format!("{} rows", rows.len())));
        audited(&mut tx, &app, &by.caller, "payments.factoring_report", &id, change).await?;
        store::commit(tx).await?;
        app.sync.wake();
    }
    Ok(Json(FactoringReview { columns, rows: shown, accepted: sent.accept }))
}

fn reviewed(
    row: &Row,
    known: bool,
    (decision, reason, message): (Option<String>, Option<String>, Option<String>),
) -> FactoringReviewRow {
    FactoringReviewRow {
        line: row.line,
        load: row.load.clone(),
        amount: row.amount.to_string(),
        fee: row.fee.map(|fee| fee.to_string()),
        known,
        decision,
        reason,
        message,
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
