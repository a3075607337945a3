//! Creating, changing and deleting drafts. A posted invoice is not changed over the wire.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::{
    body::Body,
    company::{Company, NumberSeries},
    enums::InvoiceStatus,
    errors::{Answer, bad_request, dialog, field_validation, record_not_found},
    invoice::Invoice,
    line_write,
    party::Party,
    side::Side,
};
use crate::ids::record_id;

/// Properties with a meaning of their own; every other text is only kept.
const MEANINGFUL: [&str; 5] = [
    "externalDocumentNumber",
    "vendorInvoiceNumber",
    "customerNumber",
    "vendorNumber",
    "currencyCode",
];

/// Creates a draft, with its lines when the body holds them, and gives its id.
///
/// # Errors
/// No party or an unknown one; anything a line is refused for. Nothing is created then.
pub(crate) fn create(
    company: &mut Company,
    side: Side,
    body: &Body,
    now: Timestamp,
) -> Answer<Uuid> {
    let party = named_party(company, side, body)?.ok_or_else(|| {
        dialog(match side {
            Side::Sales => "A \"customerNumber\" or a \"customerId\" must be provided.",
            Side::Purchase => "A \"vendorNumber\" or a \"vendorID\" must be provided.",
        })
    })?;
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let number = match side {
        Side::Sales => NumberSeries::take("S-INV", &mut company.numbers.draft_sales),
        Side::Purchase => NumberSeries::take("P-INV", &mut company.numbers.draft_purchase),
    };
    let mut invoice = Invoice {
        id: record_id(&company.name, side.word(), &number),
        side,
        number,
        external_number: String::new(),
        invoice_date: today,
        posting_date: today,
        due_date: body.date("invoiceDate").flatten().unwrap_or(today),
        promised_pay_date: None,
        party: party.id,
        party_number: party.number.clone(),
        party_name: party.display_name.clone(),
        texts: addresses(&party),
        lines: Vec::new(),
        status: InvoiceStatus::Draft,
        remaining: Decimal::ZERO,
        control_account: None,
        version: company.next_version(),
        modified: now,
    };
    take(company, &mut invoice, body)?;
    for line in body.lines.iter().flatten() {
        line_write::add(company, &mut invoice, line)?;
    }
    let id = invoice.id;
    company.invoices_mut(side).put(invoice);
    Ok(id)
}

/// Changes the header of a draft.
///
/// # Errors
/// A posted invoice; lines in the body (there is no deep update; text assumed).
pub(crate) fn change(
    company: &mut Company,
    side: Side,
    id: Uuid,
    body: &Body,
    now: Timestamp,
) -> Answer<()> {
    let mut invoice = draft(company, side, id)?;
    if body.lines.is_some() {
        return Err(bad_request("Nested entities cannot be changed with their parent."));
    }
    if let Some(party) = named_party(company, side, body)? {
        invoice.party = party.id;
        invoice.party_number.clone_from(&party.number);
        invoice.party_name.clone_from(&party.display_name);
        invoice.texts.extend(addresses(&party));
    }
    take(company, &mut invoice, body)?;
    keep(company, invoice, now);
    Ok(())
}

/// Deletes a draft with its lines.
///
/// # Errors
/// A posted invoice.
pub(crate) fn delete(company: &mut Company, side: Side, id: Uuid) -> Answer<()> {
    draft(company, side, id)?;
    company.invoices_mut(side).remove(id);
    Ok(())
}

/// Adds a line to a draft and gives its id.
///
/// # Errors
/// A posted invoice; anything a line is refused for.
pub(crate) fn add_line(
    company: &mut Company,
    side: Side,
    id: Uuid,
    line: &Value,
    now: Timestamp,
) -> Answer<Uuid> {
    let mut invoice = draft(company, side, id)?;
    let line = line_write::add(company, &mut invoice, line)?;
    keep(company, invoice, now);
    Ok(line)
}

/// Changes a line of a draft.
///
/// # Errors
/// A posted invoice; anything a line is refused for.
pub(crate) fn change_line(
    company: &mut Company,
    side: Side,
    id: Uuid,
    line: Uuid,
    body: &Body,
    now: Timestamp,
) -> Answer<()> {
    let mut invoice = draft(company, side, id)?;
    if let Some(position) = invoice.lines.iter().position(|it| it.id == line) {
        line_write::change(company, &mut invoice, position, body)?;
    }
    keep(company, invoice, now);
    Ok(())
}

/// Deletes a line of a draft.
///
/// # Errors
/// A posted invoice.
pub(crate) fn delete_line(
    company: &mut Company,
    side: Side,
    id: Uuid,
    line: Uuid,
    now: Timestamp,
) -> Answer<()> {
    let mut invoice = draft(company, side, id)?;
    invoice.lines.retain(|it| it.id != line);
    keep(company, invoice, now);
    Ok(())
}

/// Stores a changed invoice with a new version.
pub(crate) fn keep(company: &mut Company, mut invoice: Invoice, now: Timestamp) {
    invoice.version = company.next_version();
    invoice.modified = now;
    company.invoices_mut(invoice.side).put(invoice);
}

fn draft(company: &Company, side: Side, id: Uuid) -> Answer<Invoice> {
    let invoice = company.invoices(side).by_id(id).cloned();
    let table = format!("{} Invoice", side.word());
    let invoice = invoice.ok_or_else(|| record_not_found(&table, &id.to_string()))?;
    if invoice.is_draft() {
        return Ok(invoice);
    }
    Err(dialog("The invoice has been posted and can no longer be modified."))
}

pub(super) fn named_party(company: &Company, side: Side, body: &Body) -> Answer<Option<Party>> {
    let (id_name, number_name) = match side {
        Side::Sales => ("customerId", "customerNumber"),
        Side::Purchase => ("vendorId", "vendorNumber"),
    };
    let not_found = || {
        dialog(match side {
            Side::Sales => "The sell-to customer cannot be found.",
            Side::Purchase => "The vendor cannot be found.",
        })
    };
    let number = body.text(number_name).filter(|number| !number.is_empty());
    let party = match (body.guid(id_name), number) {
        (None, None) => return Ok(None),
        (Some(id), _) => company.parties(side).by_id(id).ok_or_else(not_found)?,
        (None, Some(number)) => {
            company.parties(side).by_key(&number.to_owned()).ok_or_else(not_found)?
        }
    };
    if number.is_some_and(|number| number != party.number) {
        let text = "The sell-to customer values do not match to a specific Customer.";
        return Err(if side == Side::Sales { dialog(text) } else { not_found() });
    }
    if !company.groups(side).contains_key(&party.posting_group) {
        let word = side.party_word();
        return Err(field_validation(format!(
            "{word} Posting Group must have a value in {word}: No.={}. It cannot be zero or empty.",
            party.number
        )));
    }
    Ok(Some(party.clone()))
}

/// The party's address as an invoice copies it.
fn addresses(party: &Party) -> BTreeMap<String, String> {
    let text = |name: &str| party.texts.get(name).cloned().unwrap_or_default();
    let prefixes: &[&str] = match party.side {
        Side::Sales => &["sellTo", "billTo"],
        Side::Purchase => &["buyFrom", "payTo"],
    };
    let mut texts = BTreeMap::new();
    for prefix in prefixes {
        for (suffix, source) in [
            ("AddressLine1", "addressLine1"),
            ("AddressLine2", "addressLine2"),
            ("City", "city"),
            ("Country", "country"),
            ("State", "state"),
            ("PostCode", "postalCode"),
        ] {
            texts.insert(format!("{prefix}{suffix}"), text(source));
        }
    }
    texts
}

fn take(company: &Company, invoice: &mut Invoice, body: &Body) -> Answer<()> {
    if body.text("currencyCode").is_some_and(|it| !it.is_empty() && it != company.currency) {
        return Err(dialog("The \"currencyCode\" does not match to a Currency."));
    }
    let external = body.text("externalDocumentNumber").or(body.text("vendorInvoiceNumber"));
    if let Some(number) = external {
        number.clone_into(&mut invoice.external_number);
    }
    if let Some(day) = body.date("invoiceDate").flatten() {
        invoice.invoice_date = day;
    }
    if let Some(day) = body.date("postingDate").flatten() {
        invoice.posting_date = day;
    }
    if let Some(day) = body.date("dueDate").flatten() {
        invoice.due_date = day;
    }
    if let Some(day) = body.date("promisedPayDate") {
        invoice.promised_pay_date = day;
    }
    for (name, text) in body.texts().filter(|(name, _)| !MEANINGFUL.contains(name)) {
        invoice.texts.insert(name.to_owned(), text.to_owned());
    }
    Ok(())
}
