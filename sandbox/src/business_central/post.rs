//! Posting a draft: checked as a whole, given its final number, written to the ledger.
//!
//! Invariant: one entry for every account line that is not zero, one for the tax, one for the
//! control account; they balance. A refused post changes nothing.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    company::{Company, NumberSeries},
    enums::{DocumentType, InvoiceStatus, PartyBlocked},
    errors::{Answer, dialog, field_validation, record_not_found, table_relation},
    invoice::Invoice,
    invoice_write::keep,
    ledger::{Transaction, write},
    line::Line,
    side::Side,
};

/// Posts a draft.
///
/// # Errors
/// No draft, no lines, a total below zero, a closed period, a blocked party, a missing or repeated
/// vendor invoice number, an account that takes no entries.
pub(crate) fn post(company: &mut Company, side: Side, id: Uuid, now: Timestamp) -> Answer<()> {
    let found = company.invoices(side).by_id(id).cloned();
    let mut invoice = found.ok_or_else(|| dialog("The invoice cannot be found."))?;
    if !invoice.is_draft() {
        return Err(dialog("The action can be applied to a draft invoice only."));
    }
    check(company, &invoice)?;
    let control = control_account(company, &invoice)?;
    let description = format!("Invoice {}", invoice.number);
    invoice.number = match side {
        Side::Sales => NumberSeries::take("PS-INV", &mut company.numbers.posted_sales),
        Side::Purchase => NumberSeries::take("PP-INV", &mut company.numbers.posted_purchase),
    };
    let transaction = Transaction {
        posting_date: invoice.posting_date,
        document_number: invoice.number.clone(),
        document_type: DocumentType::Invoice,
        description,
        document: invoice.id,
        amounts: amounts(company, &invoice, control)?,
    };
    write(company, &transaction, now)?;
    invoice.control_account = Some(control);
    invoice.remaining = invoice.total();
    // An entry of zero is closed as it is written.
    let closed = invoice.remaining.is_zero();
    invoice.status = if closed { InvoiceStatus::Paid } else { InvoiceStatus::Open };
    keep(company, invoice, now);
    Ok(())
}

fn check(company: &Company, invoice: &Invoice) -> Answer<()> {
    let priced = |line: &&Line| line.account.is_some() && !line.quantity.is_zero();
    if invoice.lines.iter().find(priced).is_none() {
        return Err(dialog("Please add at least one line item to the invoice."));
    }
    if invoice.total() < Decimal::ZERO {
        // Text assumed: the page knows only that it is refused.
        return Err(dialog("The total amount for the invoice must be 0 or greater."));
    }
    check_day(company, invoice.posting_date)?;
    check_party(company, invoice.side, invoice.party)?;
    if invoice.side == Side::Purchase { check_vendor_number(company, invoice) } else { Ok(()) }
}

/// Refuses a day on which the books take no entries.
pub(super) fn check_day(company: &Company, day: Date) -> Answer<()> {
    let range = company.posting_range;
    if range.from.is_some_and(|from| day < from) || range.to.is_some_and(|to| day > to) {
        let day = day.strftime("%m/%d/%y");
        return Err(dialog(format!("{day} is not within your range of allowed posting dates.")));
    }
    Ok(())
}

/// Refuses a blocked party. Text assumed.
pub(super) fn check_party(company: &Company, side: Side, id: Uuid) -> Answer<()> {
    let Some(party) = company.parties(side).by_id(id) else {
        return Err(record_not_found(side.party_word(), &id.to_string()));
    };
    let refused = match side {
        Side::Sales => matches!(party.blocked, PartyBlocked::Invoice | PartyBlocked::All),
        Side::Purchase => party.blocked == PartyBlocked::All,
    };
    if refused {
        let (word, kind) = (side.party_word(), party.blocked.caption());
        return Err(dialog(format!(
            "You cannot post this type of document when {word} {} is blocked with type {kind}.",
            party.number
        )));
    }
    Ok(())
}

fn check_vendor_number(company: &Company, invoice: &Invoice) -> Answer<()> {
    let number = invoice.external_number.trim();
    if number.is_empty() {
        return Err(dialog(
            "You need to enter the document number of the document from the vendor in the \
             Vendor Invoice No. field, so that this document stays linked to the original.",
        ));
    }
    let repeated = company.purchase_invoices.iter().any(|other| {
        other.party == invoice.party
            && !other.is_draft()
            && other.status != InvoiceStatus::Canceled
            && other.external_number.trim().eq_ignore_ascii_case(number)
    });
    if repeated {
        return Err(dialog(format!("Purchase Invoice {number} already exists for this vendor.")));
    }
    Ok(())
}

fn control_account(company: &Company, invoice: &Invoice) -> Answer<Uuid> {
    let side = invoice.side;
    let word = side.party_word();
    let group = company.parties(side).by_id(invoice.party).map(|party| &party.posting_group);
    let number = group.and_then(|group| company.groups(side).get(group)).ok_or_else(|| {
        field_validation(format!(
            "{word} Posting Group must have a value in {word}: No.={}. It cannot be zero or empty.",
            invoice.party_number
        ))
    })?;
    by_number(company, &format!("{word} Posting Group"), number)
}

/// The id of the account of that number, which `table` names.
pub(super) fn by_number(company: &Company, table: &str, number: &str) -> Answer<Uuid> {
    let account = company.accounts.by_key(&number.to_owned());
    account
        .map(|account| account.id)
        .ok_or_else(|| table_relation("Account", table, number, "G/L Account"))
}

/// Signed amounts per account: lines, tax, control account.
fn amounts(company: &Company, invoice: &Invoice, control: Uuid) -> Answer<Vec<(Uuid, Decimal)>> {
    let sign = invoice.side.control_sign();
    let mut amounts: Vec<(Uuid, Decimal)> =
        invoice.lines.iter().filter_map(|line| Some((line.account?, -sign * line.net()))).collect();
    if !invoice.tax().is_zero() {
        let tax = company.tax.as_ref().ok_or_else(|| {
            dialog("Tax is on the lines, and no tax account is set up. Set the tax up again.")
        })?;
        amounts
            .push((by_number(company, "Tax Jurisdiction", &tax.account)?, -sign * invoice.tax()));
    }
    amounts.push((control, sign * invoice.total()));
    Ok(amounts)
}
