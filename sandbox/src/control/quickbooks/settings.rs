//! `POST /control/quickbooks/{realm}/settings`: what the company's people set.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::{ControlError, change_file};
use crate::house::House;

/// Settings to change; absent fields stay as they are.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Change {
    company_name: Option<String>,
    custom_txn_numbers: Option<bool>,
    warn_duplicate_numbers: Option<bool>,
    /// `null` opens the books.
    #[serde(default, deserialize_with = "given")]
    book_close_date: Option<Option<Date>>,
    /// Whether a password guards the closed books.
    close_password: Option<bool>,
    multi_currency: Option<bool>,
    subscription_ended: Option<bool>,
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Date>>, D::Error> {
    Option::<Date>::deserialize(deserializer).map(Some)
}

pub(super) async fn change(
    State(house): State<Arc<House>>,
    Path(realm): Path<String>,
    Json(change): Json<Change>,
) -> Result<StatusCode, ControlError> {
    fn set<T>(field: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *field = value;
        }
    }
    change_file(&house, &realm, |file, now| {
        set(&mut file.name, change.company_name);
        let settings = &mut file.settings;
        set(&mut settings.custom_txn_numbers, change.custom_txn_numbers);
        set(&mut settings.warn_duplicate_numbers, change.warn_duplicate_numbers);
        set(&mut settings.book_close_date, change.book_close_date);
        set(&mut settings.close_password, change.close_password);
        set(&mut settings.multi_currency, change.multi_currency);
        set(&mut settings.subscription_ended, change.subscription_ended);
        settings.version += 1;
        settings.updated = now;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
