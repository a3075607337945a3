//! `POST /control/corrections`: the bookkeeper puts part of a posted invoice on another account.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use rust_decimal::Decimal;
use serde::Deserialize;

use super::{ControlError, change_company};
use crate::{
    business_central::{self as bc, Side},
    house::House,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Correction {
    company: String,
    /// `sales` or `purchase`.
    kind: Side,
    /// Number of the posted invoice.
    invoice: String,
    /// Number of the account that is debited.
    debit: String,
    /// Number of the account that is credited.
    credit: String,
    /// Decimal text.
    #[serde(with = "rust_decimal::serde::str")]
    amount: Decimal,
}

pub(crate) async fn correct(
    State(house): State<Arc<House>>,
    Json(asked): Json<Correction>,
) -> Result<StatusCode, ControlError> {
    change_company(&house, &asked.company, |company, now| {
        let named = |it: &&bc::Invoice| it.number == asked.invoice;
        let id = company.invoices(asked.kind).iter().find(named).map(|invoice| invoice.id);
        let id = id.ok_or_else(|| {
            ControlError::missing(format!("There is no invoice '{}'.", asked.invoice))
        })?;
        let accounts = (asked.debit.as_str(), asked.credit.as_str());
        bc::correct(company, (asked.kind, id), accounts, asked.amount, now)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
