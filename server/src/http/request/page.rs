//! Lists that page by cursor. A cursor is opaque: what it holds may change.

use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use waypost_core::api::Page;

use crate::http::problem::Refusal;

const DEFAULT: u32 = 100;
const MOST: u32 = 500;

/// Where a page begins and how long it is.
#[derive(Clone, Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageParams {
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many rows at most, 1 to 500; 100 when absent.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// Parameters of a page, checked.
#[derive(Clone, Debug)]
pub(crate) struct Paging {
    /// What the cursor holds.
    pub after: Option<String>,
    /// How many rows.
    pub limit: u32,
}

impl PageParams {
    /// The page's beginning and length.
    pub(crate) fn paging(&self) -> Result<Paging, Refusal> {
        paging(self.cursor.as_deref(), self.limit)
    }
}

/// Checks a cursor and a limit.
pub(crate) fn paging(cursor: Option<&str>, limit: Option<u32>) -> Result<Paging, Refusal> {
    let limit = limit.unwrap_or(DEFAULT);
    if !(1..=MOST).contains(&limit) {
        return Err(unusable(&format!("limit is {limit}; write 1 to {MOST}.")));
    }
    let after = cursor.map(|cursor| {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| {
            unusable("cursor is not one that a page named as next; begin without one.")
        })
    });
    Ok(Paging { after: after.transpose()?, limit })
}

/// A page of `rows`, of which one more than `limit` was asked for; `position` is what the cursor
/// after a row holds.
pub(crate) fn page_of<T>(mut rows: Vec<T>, limit: u32, position: impl Fn(&T) -> String) -> Page<T> {
    let limit = limit as usize;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| URL_SAFE_NO_PAD.encode(position(row)));
    Page { items: rows, next }
}

fn unusable(detail: &str) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "unusable_parameter", detail)
}
