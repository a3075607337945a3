//! The stored record that a change is about, when the caller has seen its present state.

use super::writer::{Door, Writer};
use crate::quickbooks_online::{
    records::{entity::Entity, record::Record},
    refusal::{Answer, deleted, missing, not_found, stale},
};

/// # Errors
/// 610 for a record that is not or no more there, 2020 without a token, 5010 for an old one.
pub(super) fn stored(
    writer: &Writer<'_>,
    entity: Entity,
    id: u64,
    token: Option<&str>,
) -> Answer<Record> {
    let Some(record) = writer.company.record(entity, id) else {
        let gone = writer.company.was_deleted(entity, id);
        return Err(if gone { deleted() } else { not_found() });
    };
    match (token, writer.door) {
        (None, Door::Api) => Err(missing("SyncToken")),
        (Some(token), _) if token != record.sync_token.to_string() => Err(stale()),
        _ => Ok(record.clone()),
    }
}
