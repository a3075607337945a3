//! Voiding an invoice or a payment: it stays, with amounts of zero and a note that says so.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{apply, change::refuse_deposited, ledger, period, stored::stored, writer::Writer};
use crate::quickbooks_online::{
    records::{change::Operation, entity::Entity, given::Given, record::Record},
    refusal::{Answer, unsupported},
};

/// # Errors
/// 500 for what cannot be voided, 610, 2020 or 5010, 6540 for a deposited payment, a closed period.
pub(crate) fn void(
    writer: &mut Writer<'_>,
    entity: Entity,
    id: u64,
    token: Option<&str>,
) -> Answer<()> {
    writer.check_subscription()?;
    if !matches!(entity, Entity::Invoice | Entity::Payment | Entity::BillPayment) {
        return Err(unsupported("void"));
    }
    let former = stored(writer, entity, id, token)?;
    refuse_deposited(&former)?;
    period::check_record(writer, &former)?;
    let mut record = former.clone();
    if entity == Entity::Invoice {
        apply::release(writer, &mut record)?;
        empty_lines(&mut record.given);
    } else {
        apply::relink(writer, &mut record, Vec::new())?;
        record.given.insert("Line".to_owned(), json!([]));
        record.given.insert("TotalAmt".to_owned(), json!(0));
    }
    record.total = Decimal::ZERO;
    record.open = Decimal::ZERO;
    note(&mut record);
    ledger::post(writer, Some(&former), &mut record, Vec::new())?;
    writer.keep(record, Operation::Void);
    Ok(())
}

fn empty_lines(given: &mut Given) {
    let lines = given.get_mut("Line").and_then(Value::as_array_mut);
    for line in lines.into_iter().flatten() {
        if line.get("Amount").is_some() {
            line["Amount"] = json!(0);
        }
        if let Some(quantity) = line.pointer_mut("/SalesItemLineDetail/Qty") {
            *quantity = json!(0);
        }
    }
}

/// `Voided` before the old text; the mark between the two is assumed.
fn note(record: &mut Record) {
    let old = record.text("PrivateNote");
    let text = if old.is_empty() { "Voided".to_owned() } else { format!("Voided - {old}") };
    record.given.insert("PrivateNote".to_owned(), Value::from(text));
}
