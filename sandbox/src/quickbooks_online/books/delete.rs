//! Deleting a transaction: its postings are taken back and its links undone.

use super::{
    apply, change::refuse_deposited, deposit, ledger, period, stored::stored, writer::Writer,
};
use crate::quickbooks_online::{
    records::{change::Operation, entity::Entity},
    refusal::{Answer, has_payments, unsupported},
};

/// # Errors
/// 500 for a list object, 610, 2020 or 5010, 6540 for a deposited payment, 800 for an invoice or
/// bill with payments, a closed period.
pub(crate) fn delete(
    writer: &mut Writer<'_>,
    entity: Entity,
    id: u64,
    token: Option<&str>,
) -> Answer<()> {
    writer.check_subscription()?;
    if !entity.is_transaction() {
        return Err(unsupported("delete"));
    }
    let mut record = stored(writer, entity, id, token)?;
    refuse_deposited(&record)?;
    period::check_record(writer, &record)?;
    match entity {
        Entity::Payment | Entity::BillPayment => apply::relink(writer, &mut record, Vec::new())?,
        Entity::Deposit => deposit::relink(writer, &mut record, Vec::new())?,
        _ if !record.links.is_empty() => return Err(has_payments()),
        _ => {}
    }
    let former = record.clone();
    ledger::post(writer, Some(&former), &mut record, Vec::new())?;
    writer.company.records.remove(&(entity, id));
    writer.company.note(entity, id, Operation::Delete, writer.now);
    Ok(())
}
