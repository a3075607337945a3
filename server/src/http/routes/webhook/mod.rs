//! Webhooks: those that a company's own system listens on, and the one that Intuit calls.

pub(crate) mod add;
pub(crate) mod change;
pub(crate) mod deliveries;
pub(crate) mod intuit;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod replay;

use axum::http::StatusCode;

use super::setup::within;
use crate::http::app::App;
use crate::http::problem::{Answer, Refusal, unusable};

const URL_AT_MOST: usize = 500;
const DESCRIPTION_AT_MOST: usize = 100;

/// Address and words of a webhook, which may be kept.
fn checked(app: &App, url: &str, description: &str) -> Answer<(String, String)> {
    let (url, description) = (url.trim(), description.trim());
    within("url", url, URL_AT_MOST)?;
    if description.chars().count() > DESCRIPTION_AT_MOST {
        let words =
            format!("description has more than {DESCRIPTION_AT_MOST} characters. Shorten it.");
        return Err(unusable("description", words));
    }
    match app.sync.webhook_address(url) {
        None => Ok((url.to_owned(), description.to_owned())),
        Some(words) => Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "webhook_address_refused",
            format!("Nothing can be posted to this address. {words}"),
        )
        .at("url")),
    }
}
