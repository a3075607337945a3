//! What a person does at the screen: `POST …/person` writes any object, `POST …/payments` pays an
//! invoice or a bill.
//!
//! The same rules as for programs, but closed books are open and nobody asks for a token.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ControlError, change_file};
use crate::{
    house::House,
    quickbooks_online::{
        books::{self, Door, Update, Writer},
        records::{
            company::Company,
            entity::Entity,
            given::{self, Given, number},
            record::Record,
        },
        wire::{properties_of, read_body, show},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Operation {
    Create,
    /// Only what is named changes.
    Update,
    Delete,
    Void,
}

/// A write at the screen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Act {
    /// As `Payment`.
    entity: String,
    operation: Operation,
    /// Absent for `create`.
    id: Option<String>,
    #[serde(default)]
    object: Given,
}

/// A payment of one document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pay {
    kind: Kind,
    /// Id or number of the invoice or bill.
    document: String,
    /// Decimal text; absent: all that is open.
    #[serde(default, with = "rust_decimal::serde::str_option")]
    amount: Option<Decimal>,
    /// Id of the bank account; absent: Undeposited Funds for an invoice, the first bank for a bill.
    account: Option<String>,
    /// Absent: today.
    date: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Invoice,
    Bill,
}

pub(super) async fn act(
    State(house): State<Arc<House>>,
    Path(realm): Path<String>,
    Json(act): Json<Act>,
) -> Result<Json<Value>, ControlError> {
    change_file(&house, &realm, |file, now| {
        let entity = Entity::named(&act.entity);
        let entity = entity.ok_or_else(|| ControlError::missing("There is no such entity."))?;
        let id = act.id.as_deref().map(str::parse::<u64>).transpose();
        let id = id.map_err(|_| ControlError::refused("An id is a number."))?;
        write(file, now, entity, act.operation, id, &act.object)
    })
    .await
}

/// Gives the object as it is now, or null when it was deleted.
fn write(
    file: &mut Company,
    now: Timestamp,
    entity: Entity,
    operation: Operation,
    id: Option<u64>,
    object: &Given,
) -> Result<Json<Value>, ControlError> {
    let given = read_body(&properties_of(entity), object, &file.currency)?;
    let mut writer = Writer::new(file, now, Door::Screen);
    let id = match (operation, id) {
        (Operation::Create, None) => books::create(&mut writer, entity, given)?,
        (Operation::Update, Some(id)) => {
            books::update(&mut writer, entity, id, None, Update::Sparse(given))?;
            id
        }
        (Operation::Delete, Some(id)) => {
            books::delete(&mut writer, entity, id, None)?;
            id
        }
        (Operation::Void, Some(id)) => {
            books::void(&mut writer, entity, id, None)?;
            id
        }
        _ => return Err(ControlError::refused("`id` belongs to every operation but create.")),
    };
    Ok(Json(file.record(entity, id).map_or(Value::Null, |record| show(file, record))))
}

pub(super) async fn pay(
    State(house): State<Arc<House>>,
    Path(realm): Path<String>,
    Json(pay): Json<Pay>,
) -> Result<Json<Value>, ControlError> {
    change_file(&house, &realm, |file, now| {
        let (kind, entity) = match pay.kind {
            Kind::Invoice => (Entity::Invoice, Entity::Payment),
            Kind::Bill => (Entity::Bill, Entity::BillPayment),
        };
        let named = |it: &&Record| {
            it.text("DocNumber") == pay.document || it.id.to_string() == pay.document
        };
        let document = file.all(kind).find(named);
        let document =
            document.ok_or_else(|| ControlError::missing("There is no such document."))?;
        let object = payment(file, document, &pay)?;
        write(file, now, entity, Operation::Create, None, &object)
    })
    .await
}

fn payment(file: &Company, document: &Record, pay: &Pay) -> Result<Given, ControlError> {
    let amount = number(pay.amount.unwrap_or(document.open));
    let line = json!({"Amount": amount, "LinkedTxn": [
        {"TxnId": document.id.to_string(), "TxnType": document.entity.name()},
    ]});
    let party = match document.entity {
        Entity::Invoice => "CustomerRef",
        _ => "VendorRef",
    };
    let whose = given::reference(&document.given, party);
    let whose = whose.ok_or_else(|| ControlError::refused("The document has no name."))?;
    let mut object = json!({"TotalAmt": amount, "Line": [line], "TxnDate": pay.date});
    object[party] = json!({"value": whose.to_string()});
    let is_bank = |it: &&Record| it.is_active() && it.text("AccountType") == "Bank";
    let bank = pay
        .account
        .clone()
        .or_else(|| file.all(Entity::Account).find(is_bank).map(|it| it.id.to_string()));
    if document.entity == Entity::Bill {
        object["PayType"] = json!("Check");
        object["CheckPayment"] = json!({"BankAccountRef": {"value": bank}});
    } else if let Some(account) = &pay.account {
        object["DepositToAccountRef"] = json!({"value": account});
    }
    match object {
        Value::Object(object) => Ok(object),
        _ => Err(ControlError::refused("The payment is no object.")),
    }
}
