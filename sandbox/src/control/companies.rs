//! `POST /control/companies/{company}` and `/control/parties/{company}/{number}`: closed periods,
//! tax, posting groups, blocked customers and vendors.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Deserializer};

use super::{ControlError, change_company};
use crate::{
    PartyBlocked,
    business_central::Side,
    house::House,
    seed::{PostingRange, Tax},
};

/// Settings to change; absent fields stay as they are.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Change {
    posting_range: Option<PostingRange>,
    /// `null` switches tax off.
    #[serde(default, deserialize_with = "given")]
    tax: Option<Option<Tax>>,
    bank_account: Option<String>,
    customer_posting_groups: Option<BTreeMap<String, String>>,
    vendor_posting_groups: Option<BTreeMap<String, String>>,
    manual_numbers: Option<bool>,
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Tax>>, D::Error> {
    Option::<Tax>::deserialize(deserializer).map(Some)
}

pub(crate) async fn change(
    State(house): State<Arc<House>>,
    Path(company): Path<String>,
    Json(change): Json<Change>,
) -> Result<StatusCode, ControlError> {
    change_company(&house, &company, |company, _now| {
        if let Some(range) = change.posting_range {
            company.posting_range = range;
        }
        if let Some(tax) = change.tax {
            company.tax = tax;
        }
        if let Some(account) = change.bank_account {
            company.bank_account = account;
        }
        if let Some(groups) = change.customer_posting_groups {
            company.customer_posting_groups = groups;
        }
        if let Some(groups) = change.vendor_posting_groups {
            company.vendor_posting_groups = groups;
        }
        if let Some(manual) = change.manual_numbers {
            company.manual_numbers = manual;
        }
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// A customer or vendor to change; absent fields stay as they are.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PartyChange {
    /// Which of the two, as they number separately.
    kind: PartyKind,
    display_name: Option<String>,
    posting_group: Option<String>,
    tax_liable: Option<bool>,
    blocked: Option<PartyBlocked>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum PartyKind {
    Customer,
    Vendor,
}

pub(crate) async fn change_party(
    State(house): State<Arc<House>>,
    Path((company, number)): Path<(String, String)>,
    Json(change): Json<PartyChange>,
) -> Result<StatusCode, ControlError> {
    change_company(&house, &company, |company, now| {
        let side = match change.kind {
            PartyKind::Customer => Side::Sales,
            PartyKind::Vendor => Side::Purchase,
        };
        let party = company.parties(side).by_key(&number).cloned();
        let mut party =
            party.ok_or_else(|| ControlError::missing(format!("There is no party {number}.")))?;
        if let Some(name) = change.display_name {
            party.display_name = name;
        }
        if let Some(group) = change.posting_group {
            party.posting_group = group;
        }
        if let Some(liable) = change.tax_liable {
            party.tax_liable = liable;
        }
        if let Some(blocked) = change.blocked {
            party.blocked = blocked;
        }
        party.version = company.next_version();
        party.modified = now;
        company.parties_mut(side).put(party);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
