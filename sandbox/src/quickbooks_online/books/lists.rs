//! Accounts, customers, vendors and items: what they need and must not do.

use serde_json::{Value, json};

use super::{
    names,
    references::{account as account_of, own_account},
    writer::Writer,
};
use crate::quickbooks_online::{
    records::{
        account_types::AccountType,
        entity::Entity,
        given::{self, Given},
        record::Record,
    },
    refusal::{
        Answer, bad_choice, business, has_balance, missing, no_account_type, no_name, not_modelled,
        unknown_reference,
    },
};

/// Accounts that an item may be sold to.
const SOLD_TO: [&str; 2] = ["Income", "Other Income"];

/// # Errors
/// 2020 without a name, 6010 without type and sub type, 2170 for unknown ones, 6240, 6000 for an
/// account that the company itself needs.
pub(super) fn account(
    writer: &Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    need(&record.given, "Name")?;
    let sub_type = record.text("AccountSubType").to_owned();
    let kind = match (record.text("AccountType"), sub_type.as_str()) {
        ("", "") => return Err(no_account_type()),
        ("", sub_type) => AccountType::of_sub_type(sub_type).ok_or_else(|| bad_choice(sub_type))?,
        (kind, _) => AccountType::named(kind).ok_or_else(|| bad_choice(kind))?,
    };
    let sub_type = if sub_type.is_empty() { kind.default_sub_type() } else { &sub_type };
    if !kind.has(sub_type) {
        return Err(bad_choice(sub_type));
    }
    let sub_type = Value::from(sub_type);
    record.given.insert("AccountType".to_owned(), Value::from(kind.name));
    record.given.insert("AccountSubType".to_owned(), sub_type);
    record.given.entry("Active").or_insert(json!(true));
    parent(writer, record)?;
    if !record.is_active() {
        for (property, value) in [
            ("AccountType", "Accounts Receivable"),
            ("AccountType", "Accounts Payable"),
            ("AccountSubType", "UndepositedFunds"),
        ] {
            if own_account(writer, property, value).is_ok_and(|own| own == record.id) {
                // Text assumed.
                return Err(business("You can't make an account inactive that QuickBooks uses."));
            }
        }
    }
    names::settle(writer, record, former)
}

fn parent(writer: &Writer<'_>, record: &Record) -> Answer<()> {
    let Some(parent) = given::reference(&record.given, "ParentRef") else { return Ok(()) };
    let found = writer.company.record(Entity::Account, parent);
    let known = found.ok_or_else(|| unknown_reference("ParentRef"))?;
    if known.id == record.id || known.given.contains_key("ParentRef") {
        return Err(not_modelled("sub-accounts below a sub-account"));
    }
    Ok(())
}

/// # Errors
/// 6080 without any name, 6220 for making one with a balance inactive, 6240.
pub(super) fn party(
    writer: &Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    if record.text("DisplayName").is_empty() {
        let parts = ["Title", "GivenName", "MiddleName", "FamilyName", "Suffix"];
        let named: Vec<&str> =
            parts.iter().map(|it| record.text(it)).filter(|it| !it.is_empty()).collect();
        if named.is_empty() {
            return Err(no_name());
        }
        let name = Value::from(named.join(" "));
        record.given.insert("DisplayName".to_owned(), name);
    }
    record.given.entry("Active").or_insert(json!(true));
    if !record.is_active() && !record.open.is_zero() {
        return Err(has_balance());
    }
    names::settle(writer, record, former)
}

/// # Errors
/// 2020 without a name or an income account, 2500 and 6430 for one that cannot be used, 6240.
pub(super) fn item(
    writer: &Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    need(&record.given, "Name")?;
    record.given.entry("Type").or_insert(json!("Service"));
    record.given.entry("Active").or_insert(json!(true));
    if !["Service", "NonInventory"].contains(&record.text("Type")) {
        return Err(not_modelled(&format!("items of type {}", record.text("Type"))));
    }
    account_of(writer, (&record.given, "IncomeAccountRef"), "IncomeAccountRef", &SOLD_TO)?;
    names::settle(writer, record, former)
}

fn need(given: &Given, property: &str) -> Answer<()> {
    let has = given::text(given, property).is_some_and(|it| !it.trim().is_empty());
    if has { Ok(()) } else { Err(missing(property)) }
}
