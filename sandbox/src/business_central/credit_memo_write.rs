//! Creating, deleting and posting sales credit memos, each over one posted invoice.
//!
//! Invariant: a posted one has an entry for every account line that is not zero, one for the tax, one for
//! the invoice's control account; a refused post changes nothing.

use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    body::Body,
    company::{Company, NumberSeries},
    credit_memo::CreditMemo,
    enums::{DocumentType, InvoiceStatus},
    errors::{Answer, dialog, not_modelled, record_not_found},
    invoice::Invoice,
    invoice_write::named_party,
    ledger::{Transaction, write},
    line::Line,
    line_write,
    post::{by_number, check_day, check_party},
    settle::{posted, settle},
    side::Side,
};
use crate::ids::record_id;

/// Creates a draft with its lines and gives its id.
///
/// # Errors
/// No customer or an unknown one; no posted invoice of that customer; anything a line is refused for.
pub(crate) fn create(company: &mut Company, body: &Body, now: Timestamp) -> Answer<Uuid> {
    let party = named_party(company, Side::Sales, body)?
        .ok_or_else(|| dialog("A \"customerNumber\" or a \"customerId\" must be provided."))?;
    if body.text("currencyCode").is_some_and(|it| !it.is_empty() && it != company.currency) {
        return Err(dialog("The \"currencyCode\" does not match to a Currency."));
    }
    let invoice = named_invoice(company, body)?;
    if invoice.party != party.id {
        // Text assumed.
        return Err(dialog("The \"invoiceId\" does not match to an Invoice."));
    }
    let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let days = (body.date("creditMemoDate").flatten(), body.date("postingDate").flatten());
    let date = match days {
        (Some(day), Some(posting)) if day != posting => {
            return Err(not_modelled("a 'creditMemoDate' other than the 'postingDate'"));
        }
        (day, posting) => posting.or(day).unwrap_or(today),
    };
    let number = NumberSeries::take("S-CM", &mut company.numbers.credit_memo);
    let id = record_id(&company.name, "credit memo", &number);
    let lines = lines(company, &invoice, id, body)?;
    let version = company.next_version();
    company.credit_memos.put(CreditMemo {
        id,
        side: Side::Sales,
        number,
        external_number: body.text("externalDocumentNumber").unwrap_or_default().to_owned(),
        date,
        invoice: invoice.id,
        invoice_number: invoice.number,
        party: party.id,
        party_number: party.number,
        party_name: party.display_name,
        total: lines.iter().map(|line| line.net() + line.tax()).sum(),
        lines,
        status: InvoiceStatus::Draft,
        version,
        modified: now,
    });
    Ok(id)
}

/// Deletes a draft with its lines.
///
/// # Errors
/// A posted credit memo.
pub(crate) fn delete(company: &mut Company, id: Uuid) -> Answer<()> {
    let found = company.credit_memos.by_id(id);
    let memo = found.ok_or_else(|| record_not_found("Sales Credit Memo", &id.to_string()))?;
    if !memo.is_draft() {
        // Text assumed.
        return Err(dialog("The credit memo has been posted and can no longer be modified."));
    }
    company.credit_memos.remove(id);
    Ok(())
}

/// Posts a draft and applies it to its invoice, as far as that is open.
///
/// # Errors
/// No draft, no lines, a total below zero, a closed period, a blocked customer, an invoice without
/// anything open, an account that takes no entries.
pub(crate) fn post(company: &mut Company, id: Uuid, now: Timestamp) -> Answer<()> {
    let found = company.credit_memos.by_id(id).cloned();
    let mut memo = found.ok_or_else(|| dialog("The credit memo cannot be found."))?;
    if !memo.is_draft() {
        return Err(dialog("The action can be applied to a draft credit memo only."));
    }
    if !memo.lines.iter().any(|line| line.account.is_some() && !line.quantity.is_zero()) {
        return Err(dialog("Please add at least one line item to the credit memo."));
    }
    if memo.total < Decimal::ZERO {
        // Text assumed, as for invoices.
        return Err(dialog("The total amount for the credit memo must be 0 or greater."));
    }
    check_day(company, memo.date)?;
    check_party(company, Side::Sales, memo.party)?;
    let (invoice, control) = posted(company, Side::Sales, memo.invoice)?;
    if invoice.remaining.is_zero() {
        // Text assumed.
        let number = &invoice.number;
        return Err(dialog(format!("Invoice {number} is closed; nothing can be applied to it.")));
    }
    memo.number = NumberSeries::take("CM", &mut company.numbers.credit_memo);
    let transaction = Transaction {
        posting_date: memo.date,
        document_number: memo.number.clone(),
        document_type: DocumentType::CreditMemo,
        description: format!("Credit of {}", invoice.number),
        document: invoice.id,
        amounts: amounts(company, &memo, control)?,
    };
    write(company, &transaction, now)?;
    let applied = memo.total.min(invoice.remaining);
    let whole = applied == memo.total;
    memo.status = if whole { InvoiceStatus::Paid } else { InvoiceStatus::Open };
    memo.version = company.next_version();
    memo.modified = now;
    company.credit_memos.put(memo);
    let remaining = invoice.remaining - applied;
    settle(company, invoice, remaining, now);
    Ok(())
}

fn named_invoice(company: &Company, body: &Body) -> Answer<Invoice> {
    let invoices = company.invoices(Side::Sales);
    let number = body.text("invoiceNumber").filter(|number| !number.is_empty());
    let found = match (body.guid("invoiceId"), number) {
        (Some(id), None) => invoices.by_id(id),
        (None, Some(number)) => invoices.by_key(&number.to_owned()),
        (Some(id), Some(number)) => invoices.by_id(id).filter(|it| it.number == number),
        (None, None) => return Err(not_modelled("a credit memo without 'invoiceId'")),
    };
    found
        .filter(|invoice| !invoice.is_draft())
        .cloned()
        .ok_or_else(|| dialog("The \"invoiceId\" does not match to an Invoice."))
}

/// The lines of the body, checked as those of an invoice of the same customer are.
fn lines(company: &mut Company, invoice: &Invoice, id: Uuid, body: &Body) -> Answer<Vec<Line>> {
    let mut paper = Invoice { id, lines: Vec::new(), ..invoice.clone() };
    for line in body.lines.iter().flatten() {
        line_write::add(company, &mut paper, line)?;
    }
    Ok(paper.lines)
}

/// Signed amounts per account: the opposite of an invoice's.
fn amounts(company: &Company, memo: &CreditMemo, control: Uuid) -> Answer<Vec<(Uuid, Decimal)>> {
    let mut amounts: Vec<(Uuid, Decimal)> =
        memo.lines.iter().filter_map(|line| Some((line.account?, line.net()))).collect();
    let tax = memo.tax();
    if !tax.is_zero() {
        let set_up = company.tax.as_ref().ok_or_else(|| {
            dialog("Tax is on the lines, and no tax account is set up. Set the tax up again.")
        })?;
        amounts.push((by_number(company, "Tax Jurisdiction", &set_up.account)?, tax));
    }
    amounts.push((control, -memo.total));
    Ok(amounts)
}
