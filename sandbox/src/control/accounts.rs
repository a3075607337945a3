//! `POST /control/accounts/{company}/{number}`: what an accountant does to the chart meanwhile.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{ControlError, change_company};
use crate::{
    AccountCategory, AccountType, business_central::Account, house::House, ids::record_id,
};

/// What to change; absent fields stay as they are.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Change {
    /// A new number; the id stays.
    number: Option<String>,
    display_name: Option<String>,
    category: Option<AccountCategory>,
    sub_category: Option<String>,
    account_type: Option<AccountType>,
    blocked: Option<bool>,
    direct_posting: Option<bool>,
    /// Creates the account; it must not exist yet.
    #[serde(default)]
    create: bool,
    /// Deletes the account; it must have no entries.
    #[serde(default)]
    delete: bool,
}

pub(crate) async fn change(
    State(house): State<Arc<House>>,
    Path((company, number)): Path<(String, String)>,
    Json(change): Json<Change>,
) -> Result<StatusCode, ControlError> {
    change_company(&house, &company, |company, now| {
        let known = company.accounts.by_key(&number).cloned();
        let mut account = match (known, change.create) {
            (Some(_), true) => {
                return Err(ControlError::refused(format!("Account {number} exists already.")));
            }
            (Some(account), false) => account,
            (None, true) => new_account(&company.name, &number, now),
            (None, false) => {
                return Err(ControlError::missing(format!("There is no account {number}.")));
            }
        };
        if change.delete {
            if company.entries.iter().any(|entry| entry.account == account.id) {
                return Err(ControlError::refused(format!("Account {number} has entries.")));
            }
            company.accounts.remove(account.id);
            return Ok(StatusCode::NO_CONTENT);
        }
        if let Some(number) = &change.number
            && company.accounts.by_key(number).is_some_and(|it| it.id != account.id)
        {
            return Err(ControlError::refused(format!("Account {number} exists already.")));
        }
        apply(&mut account, change);
        account.version = company.next_version();
        account.modified = now;
        company.accounts.put(account);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

fn apply(account: &mut Account, change: Change) {
    fn set<T>(field: &mut T, value: Option<T>) {
        if let Some(value) = value {
            *field = value;
        }
    }
    set(&mut account.number, change.number);
    set(&mut account.display_name, change.display_name);
    set(&mut account.category, change.category);
    set(&mut account.sub_category, change.sub_category);
    set(&mut account.account_type, change.account_type);
    set(&mut account.blocked, change.blocked);
    set(&mut account.direct_posting, change.direct_posting);
}

fn new_account(company: &str, number: &str, now: jiff::Timestamp) -> Account {
    Account {
        id: record_id(company, "account", number),
        number: number.to_owned(),
        display_name: String::new(),
        category: AccountCategory::Blank,
        sub_category: String::new(),
        account_type: AccountType::Posting,
        blocked: false,
        direct_posting: true,
        net_change: Decimal::ZERO,
        version: 0,
        modified: now,
    }
}
