//! `POST /control/payments`: money comes in or goes out, an invoice is credited or cancelled.

use std::sync::Arc;

use axum::{Json, extract::State};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ControlError, change_company};
use crate::{
    business_central::{self as bc, Side},
    house::House,
};

/// What happens to an invoice.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    Pay,
    Unapply,
    Credit,
    Cancel,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settlement {
    company: String,
    /// `sales` or `purchase`.
    kind: Side,
    /// Id or number of the posted invoice.
    invoice: String,
    action: Action,
    /// Decimal text; absent: all of it.
    #[serde(default, with = "rust_decimal::serde::str_option")]
    amount: Option<Decimal>,
}

/// The invoice afterwards.
#[derive(Debug, Serialize)]
pub(crate) struct Settled {
    id: Uuid,
    number: String,
    status: &'static str,
    remaining: String,
}

pub(crate) async fn settle(
    State(house): State<Arc<House>>,
    Json(asked): Json<Settlement>,
) -> Result<Json<Settled>, ControlError> {
    change_company(&house, &asked.company, |company, now| {
        let named =
            |it: &&bc::Invoice| it.number == asked.invoice || it.id.to_string() == asked.invoice;
        let id = company.invoices(asked.kind).iter().find(named).map(|invoice| invoice.id);
        let id = id.ok_or_else(|| {
            ControlError::missing(format!("There is no invoice '{}'.", asked.invoice))
        })?;
        match asked.action {
            Action::Pay => bc::pay(company, asked.kind, id, asked.amount, now)?,
            Action::Unapply => bc::unapply(company, asked.kind, id, asked.amount, now)?,
            Action::Credit => bc::credit(company, asked.kind, id, asked.amount, now)?,
            Action::Cancel => bc::cancel(company, asked.kind, id, now)?,
        }
        let invoice = company.invoices(asked.kind).by_id(id);
        let invoice = invoice.ok_or_else(|| ControlError::missing("The invoice is gone."))?;
        Ok(Json(Settled {
            id,
            number: invoice.number.clone(),
            status: invoice.status.caption(),
            remaining: format!("{:.2}", invoice.open_amount()),
        }))
    })
    .await
}
