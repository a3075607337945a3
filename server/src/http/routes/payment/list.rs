//! Payments, and what became of each of their allocations.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use waypost_core::api::{Page, PaymentRow};
use waypost_core::wire::Decided;

use crate::http::app::App;
use crate::http::caller::{By, ReadsDocuments};
use crate::http::problem::{Answer, Refusal};
use crate::http::request::{Paging, Params, page_of, paging};
use crate::store::payment::{self, Filter};

/// Which payments are listed.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of documents of one subsidiary, by the source's id.
    subsidiary: Option<String>,
    /// With one decision, or with several with commas between them.
    #[param(
        example = "hold",
        pattern = "^(export|import|wait|skip|hold|echo)(,(export|import|wait|skip|hold|echo))*$"
    )]
    decision: Option<String>,
    /// On one document, by our id.
    document: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many rows at most, 1 to 500; 100 when absent.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// What became of payments, newest first: exported, imported, waiting, skipped or held, each with its
/// reason.
#[utoipa::path(
    get, path = "/payments", operation_id = "listPayments", tag = "payments",
    params(Asked),
    responses((status = 200, body = Page<PaymentRow>)), security(("session" = []), ("key" = []))
)]
pub(crate) async fn list(
    State(app): State<App>,
    by: By<ReadsDocuments>,
    Params(asked): Params<Asked>,
) -> Answer<Json<Page<PaymentRow>>> {
    let page = paging(asked.cursor.as_deref(), asked.limit)?;
    let filter = Filter {
        subsidiary: asked.subsidiary.filter(|text| !text.is_empty()),
        decisions: decisions(asked.decision.as_deref())?,
        document: asked.document.filter(|text| !text.is_empty()),
        after: after(&page),
        ..Filter::default()
    };
    let mut db = app.store.read().await?;
    let rows = payment::list(&mut db, &by.caller.scope, &filter, page.limit + 1).await?;
    Ok(Json(page_of(rows, page.limit, |row| format!("{} {} {}", row.received_at, row.id, row.nth))))
}

/// Where a page begins: a row is an allocation, so a payment may go on from one page to the next.
fn after(page: &Paging) -> Option<(String, String, i64)> {
    let (at, rest) = page.after.as_deref()?.split_once(' ')?;
    let (id, nth) = rest.split_once(' ')?;
    Some((at.to_owned(), id.to_owned(), nth.parse().ok()?))
}

/// `,hold,wait,`: none when no decision is asked for.
fn decisions(text: Option<&str>) -> Answer<Option<String>> {
    let names: Vec<&str> =
        text.unwrap_or_default().split(',').filter(|name| !name.is_empty()).collect();
    for name in &names {
        if name.parse::<Decided>().is_err() {
            return Err(Refusal::new(
                StatusCode::BAD_REQUEST,
                "unusable_parameter",
                format!(
                    "decision is {name:?}, which is none. Write one of export, import, wait, skip, \
                     hold, echo."
                ),
            ));
        }
    }
    Ok((!names.is_empty()).then(|| format!(",{},", names.join(","))))
}
