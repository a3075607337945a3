//! Creating, changing and deleting customers and vendors.

use jiff::Timestamp;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::{
    body::Body,
    company::{Company, NumberSeries},
    enums::PartyBlocked,
    errors::{Answer, dialog, record_not_found, same_key},
    party::Party,
    side::Side,
};
use crate::ids::record_id;

/// Properties with a meaning of their own; every other text is only kept.
const MEANINGFUL: [&str; 3] = ["number", "displayName", "currencyCode"];

/// Creates a party and gives its id.
///
/// # Errors
/// No name; a number where numbers are not chosen by hand, or that is taken.
pub(crate) fn create(
    company: &mut Company,
    side: Side,
    body: &Body,
    now: Timestamp,
) -> Answer<Uuid> {
    if body.text("displayName").unwrap_or_default().is_empty() {
        return Err(dialog("A \"displayName\" must be provided."));
    }
    let number = match body.text("number").filter(|number| !number.is_empty()) {
        Some(number) => free_number(company, side, number)?,
        None => next_number(company, side),
    };
    let version = company.next_version();
    let mut party = Party {
        id: record_id(&company.name, side.party_entity(), &format!("{number}/{version}")),
        side,
        number,
        display_name: String::new(),
        person: false,
        texts: BTreeMap::new(),
        credit_limit: Decimal::ZERO,
        tax_liable: false,
        blocked: PartyBlocked::Nothing,
        posting_group: company.default_group(side).unwrap_or_default(),
        version,
        modified: now,
    };
    let id = party.id;
    take(company, &mut party, body)?;
    company.parties_mut(side).put(party);
    Ok(id)
}

/// Changes a party.
///
/// # Errors
/// As [`create`], and a party that does not exist.
pub(crate) fn change(
    company: &mut Company,
    side: Side,
    id: Uuid,
    body: &Body,
    now: Timestamp,
) -> Answer<()> {
    let mut party = existing(company, side, id)?;
    if let Some(number) = body.text("number").filter(|number| *number != party.number) {
        party.number = free_number(company, side, number)?;
    }
    if body.text("displayName").is_some_and(str::is_empty) {
        return Err(dialog("A \"displayName\" must be provided."));
    }
    take(company, &mut party, body)?;
    party.version = company.next_version();
    party.modified = now;
    company.parties_mut(side).put(party);
    Ok(())
}

/// Deletes a party without documents.
///
/// # Errors
/// A party that an invoice names. Text assumed.
pub(crate) fn delete(company: &mut Company, side: Side, id: Uuid) -> Answer<()> {
    let party = existing(company, side, id)?;
    if company.invoices(side).iter().any(|invoice| invoice.party == id) {
        let (word, document) = (side.party_word(), side.word());
        return Err(dialog(format!(
            "You cannot delete {word} {} because there is at least one outstanding {document} \
             Invoice for this {}.",
            party.number,
            side.party_entity()
        )));
    }
    company.parties_mut(side).remove(id);
    Ok(())
}

fn existing(company: &Company, side: Side, id: Uuid) -> Answer<Party> {
    let found = company.parties(side).by_id(id).cloned();
    found.ok_or_else(|| record_not_found(side.party_word(), &id.to_string()))
}

fn take(company: &Company, party: &mut Party, body: &Body) -> Answer<()> {
    if body.text("currencyCode").is_some_and(|it| !it.is_empty() && it != company.currency) {
        return Err(dialog("The \"currencyCode\" does not match to a Currency."));
    }
    if let Some(name) = body.text("displayName") {
        name.clone_into(&mut party.display_name);
    }
    if let Some(kind) = body.member("type") {
        party.person = kind == "Person";
    }
    if let Some(limit) = body.decimal("creditLimit") {
        party.credit_limit = limit;
    }
    if let Some(liable) = body.boolean("taxLiable") {
        party.tax_liable = liable;
    }
    if let Some(blocked) = body.member("blocked").and_then(PartyBlocked::from_caption) {
        party.blocked = blocked;
    }
    for (name, text) in body.texts().filter(|(name, _)| !MEANINGFUL.contains(name)) {
        party.texts.insert(name.to_owned(), text.to_owned());
    }
    Ok(())
}

fn free_number(company: &Company, side: Side, number: &str) -> Answer<String> {
    if !company.manual_numbers {
        return Err(dialog(
            "You may not enter numbers manually. If you want to enter numbers manually, please \
             activate Manual Nos. in No. Series.",
        ));
    }
    if company.parties(side).by_key(&number.to_owned()).is_some() {
        return Err(same_key(side.party_word(), number));
    }
    Ok(number.to_owned())
}

fn next_number(company: &mut Company, side: Side) -> String {
    loop {
        let number = match side {
            Side::Sales => NumberSeries::take("C", &mut company.numbers.customer),
            Side::Purchase => NumberSeries::take("V", &mut company.numbers.vendor),
        };
        if company.parties(side).by_key(&number).is_none() {
            return number;
        }
    }
}
