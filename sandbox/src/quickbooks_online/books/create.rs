//! Adding a list object or a transaction.

use super::{settle::settle, writer::Writer};
use crate::quickbooks_online::{
    records::{change::Operation, entity::Entity, given::Given, record::Record},
    refusal::Answer,
};

/// Gives the new id.
///
/// # Errors
/// Whatever the object's rules refuse.
pub(crate) fn create(writer: &mut Writer<'_>, entity: Entity, given: Given) -> Answer<u64> {
    writer.check_subscription()?;
    let mut record = Record::new(entity, given, writer.now);
    record.given.retain(|_, value| !value.is_null());
    record.id = writer.company.next_id(entity);
    settle(writer, &mut record, None)?;
    let id = record.id;
    writer.keep(record, Operation::Create);
    Ok(id)
}
