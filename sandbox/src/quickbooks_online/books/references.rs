//! Whether what a transaction refers to exists, is active and of a fitting type.

use super::writer::Writer;
use crate::quickbooks_online::{
    records::{entity::Entity, given, given::Given, record::Record},
    refusal::{
        Answer, inactive_reference, missing, system_failure, unknown_reference, wrong_account_type,
    },
};

/// The active record that a property refers to; `element` is how a refusal names the property.
///
/// # Errors
/// 2020 without a reference, 2500 for one to nothing or to something inactive.
pub(super) fn active<'w>(
    writer: &'w Writer<'_>,
    entity: Entity,
    (given, property): (&Given, &str),
    element: &str,
) -> Answer<&'w Record> {
    let value = given.get(property).and_then(|it| it.get("value"));
    let value = value.and_then(|it| it.as_str()).ok_or_else(|| missing(element))?;
    let id = value.parse().map_err(|_| unknown_reference(element))?;
    let found = writer.company.record(entity, id).ok_or_else(|| unknown_reference(element))?;
    if found.is_active() { Ok(found) } else { Err(inactive_reference(fields(entity))) }
}

fn fields(entity: Entity) -> &'static str {
    match entity {
        Entity::Account => "accounts",
        Entity::Item => "items",
        Entity::Customer => "customers",
        _ => "vendors",
    }
}

/// The id of an active account of one of the `allowed` types.
///
/// # Errors
/// As [`active`], and 6430 for another type.
pub(super) fn account(
    writer: &Writer<'_>,
    property: (&Given, &str),
    element: &str,
    allowed: &[&str],
) -> Answer<u64> {
    let account = active(writer, Entity::Account, property, element)?;
    if allowed.contains(&account.text("AccountType")) {
        Ok(account.id)
    } else {
        Err(wrong_account_type())
    }
}

/// The id of an account that the company itself chooses: the first active one that fits.
///
/// # Errors
/// 10000 when there is none, which a seed's check prevents for receivables and payables.
pub(super) fn own_account(writer: &Writer<'_>, property: &str, value: &str) -> Answer<u64> {
    let fits = |it: &&Record| it.is_active() && it.text(property) == value;
    let found = writer.company.all(Entity::Account).find(fits);
    found.map(|it| it.id).ok_or_else(|| system_failure(&format!("There is no account {value}.")))
}

/// The customer or vendor of a transaction.
pub(super) fn party(record: &Record) -> Option<(Entity, u64)> {
    match record.entity {
        Entity::Invoice | Entity::Payment => {
            Some((Entity::Customer, given::reference(&record.given, "CustomerRef")?))
        }
        Entity::Bill | Entity::BillPayment => {
            Some((Entity::Vendor, given::reference(&record.given, "VendorRef")?))
        }
        _ => None,
    }
}
