//! Whether a browser's write comes from this server's own page.

use axum::http::{HeaderMap, header};

use crate::http::app::App;
use crate::http::problem::{Refusal, foreign_page, shortened};

/// Refuses a request that a browser sends from another origin. Programs send no `Origin`.
pub(crate) fn check(headers: &HeaderMap, app: &App) -> Result<(), Refusal> {
    let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
    let own = app.public_url.origin().ascii_serialization();
    if origin.as_bytes() == own.as_bytes() {
        return Ok(());
    }
    let met = shortened(&String::from_utf8_lossy(origin.as_bytes()));
    Err(foreign_page(format!(
        "This page was opened at {met}, but the server is at {own}. Open {own} and sign in there."
    )))
}
