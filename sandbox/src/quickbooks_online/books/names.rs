//! Names of list objects: unique while active, freed by making the object inactive.

use serde_json::Value;

use super::writer::Writer;
use crate::quickbooks_online::{
    records::{entity::Entity, record::Record},
    refusal::{Answer, duplicate_name},
};

/// Appended to the name of an inactive object.
const FREED: &str = " (deleted)";

/// Frees the name of an object that becomes inactive, gives an active one its own back, and checks
/// that nothing else bears it.
///
/// # Errors
/// 6240.
pub(super) fn settle(
    writer: &Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    let own = record.name().trim_end_matches(FREED).to_owned();
    let name = if record.is_active() { own } else { format!("{own}{FREED}") };
    let property = match record.entity {
        Entity::Customer | Entity::Vendor => "DisplayName",
        _ => "Name",
    };
    record.given.insert(property.to_owned(), Value::from(name.as_str()));
    if former.is_some_and(|former| former.name().eq_ignore_ascii_case(&name)) {
        return Ok(());
    }
    for kind in sharing(record.entity) {
        let bears = |it: &Record| {
            (it.entity, it.id) != (record.entity, record.id)
                && it.name().to_lowercase() == name.to_lowercase()
        };
        if writer.company.all(*kind).any(bears) {
            return Err(duplicate_name(whose(record.entity, *kind, former.is_some())));
        }
    }
    Ok(())
}

/// Kinds whose names must differ from each other.
fn sharing(entity: Entity) -> &'static [Entity] {
    match entity {
        Entity::Customer | Entity::Vendor => &[Entity::Customer, Entity::Vendor],
        Entity::Account => &[Entity::Account],
        _ => &[Entity::Item],
    }
}

/// Who bears the name: an update that meets an object of its own kind is told so.
fn whose(entity: Entity, other: Entity, is_update: bool) -> &'static str {
    match (entity, other) {
        (Entity::Customer, Entity::Customer) if is_update => "Another customer",
        (Entity::Vendor, Entity::Vendor) if is_update => "Another vendor",
        (Entity::Customer | Entity::Vendor, _) => "Another customer, vendor or employee",
        (Entity::Account, _) => "Another account",
        _ => "Another product or service",
    }
}
