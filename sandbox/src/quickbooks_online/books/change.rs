//! Changing a list object or a transaction, in full or in part.

use super::{period, settle::settle, stored::stored, writer::Writer};
use crate::quickbooks_online::{
    records::{change::Operation, entity::Entity, given::Given, record::Record},
    refusal::{Answer, deposited},
};

/// What a change says of the properties that it does not name.
#[derive(Debug)]
pub(crate) enum Update {
    /// They are empty from now on.
    Full(Given),
    /// They stay. A named property without a value is emptied, and lines are replaced whole.
    Sparse(Given),
}

/// # Errors
/// 610, 2020 or 5010 for what was not seen as it is, 6540 for a deposited payment, and whatever the
/// object's rules refuse.
pub(crate) fn update(
    writer: &mut Writer<'_>,
    entity: Entity,
    id: u64,
    token: Option<&str>,
    update: Update,
) -> Answer<()> {
    writer.check_subscription()?;
    let former = stored(writer, entity, id, token)?;
    refuse_deposited(&former)?;
    period::check_record(writer, &former)?;
    let mut record = former.clone();
    match update {
        Update::Full(given) => record.given = given,
        Update::Sparse(given) => record.given.extend(given),
    }
    record.given.retain(|_, value| !value.is_null());
    if let Some(active) = former.given.get("Active") {
        record.given.entry("Active").or_insert_with(|| active.clone());
    }
    settle(writer, &mut record, Some(&former))?;
    writer.keep(record, Operation::Update);
    Ok(())
}

/// # Errors
/// 6540 for a payment that stands on a deposit.
pub(super) fn refuse_deposited(record: &Record) -> Answer<()> {
    let is_payment = record.entity == Entity::Payment;
    if is_payment && record.linked(Entity::Deposit).next().is_some() {
        return Err(deposited());
    }
    Ok(())
}
