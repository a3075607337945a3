//! What happens to a posted invoice afterwards: payment, unapplying it, credit, cancelling.
//!
//! As wire page A5: a partial payment leaves `lastModifiedDateTime`, every change of status moves
//! it. Invariant: `remaining` is total minus what is paid and credited, and never below zero.

use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    company::{Company, NumberSeries},
    credit_memo::CreditMemo,
    enums::{DocumentType, InvoiceStatus},
    errors::{Answer, dialog, record_not_found},
    invoice::Invoice,
    invoice_write::keep,
    ledger::{Transaction, write},
    line::cents,
    side::Side,
};
use crate::ids::record_id;

/// Pays an invoice in full (no amount) or in part, through the company's bank account.
///
/// # Errors
/// A draft or closed invoice; an amount of zero, below zero or above what is open.
pub(crate) fn pay(
    company: &mut Company,
    side: Side,
    id: Uuid,
    amount: Option<Decimal>,
    now: Timestamp,
) -> Answer<()> {
    let (invoice, control) = posted(company, side, id)?;
    let amount = checked(&invoice, amount)?;
    let bank = company.accounts.by_key(&company.bank_account).map(|account| account.id);
    let bank = bank.ok_or_else(|| record_not_found("G/L Account", &company.bank_account))?;
    let number = NumberSeries::take("PAY", &mut company.numbers.payment);
    let signed = side.control_sign() * amount;
    let transaction = Transaction {
        posting_date: now.to_zoned(jiff::tz::TimeZone::UTC).date(),
        description: format!("Payment of {}", invoice.number),
        document_number: number,
        document_type: DocumentType::Payment,
        document: invoice.id,
        amounts: vec![(bank, signed), (control, -signed)],
    };
    write(company, &transaction, now)?;
    let remaining = invoice.remaining - amount;
    settle(company, invoice, remaining, now);
    Ok(())
}

/// Takes payments off an invoice again, in full (no amount) or in part; the ledger keeps them.
///
/// # Errors
/// A draft or canceled invoice; more than was settled.
pub(crate) fn unapply(
    company: &mut Company,
    side: Side,
    id: Uuid,
    amount: Option<Decimal>,
    now: Timestamp,
) -> Answer<()> {
    let (invoice, _) = posted(company, side, id)?;
    let settled = invoice.total() - invoice.remaining;
    let amount = amount.map_or(settled, cents);
    if amount <= Decimal::ZERO || amount > settled {
        return Err(dialog(format!("{settled} is applied to the invoice; {amount} is not.")));
    }
    let remaining = invoice.remaining + amount;
    settle(company, invoice, remaining, now);
    Ok(())
}

/// Credits an invoice in full (no amount) or in part.
///
/// # Errors
/// As [`pay`].
pub(crate) fn credit(
    company: &mut Company,
    side: Side,
    id: Uuid,
    amount: Option<Decimal>,
    now: Timestamp,
) -> Answer<()> {
    let (invoice, control) = posted(company, side, id)?;
    let amount = checked(&invoice, amount)?;
    reverse(company, &invoice, (control, InvoiceStatus::Paid), amount, now)?;
    let remaining = invoice.remaining - amount;
    settle(company, invoice, remaining, now);
    Ok(())
}

/// Cancels a posted invoice with a credit memo over all of it.
///
/// # Errors
/// A draft, a canceled, or a partly paid invoice.
pub(crate) fn cancel(company: &mut Company, side: Side, id: Uuid, now: Timestamp) -> Answer<()> {
    let found = company.invoices(side).by_id(id).cloned();
    let invoice = found.ok_or_else(|| dialog("The invoice cannot be found."))?;
    if invoice.status == InvoiceStatus::Canceled {
        return Err(dialog("The invoice cannot be canceled because it has already been canceled."));
    }
    let (mut invoice, control) = posted(company, side, id)?;
    if invoice.remaining != invoice.total() {
        // Text assumed.
        return Err(dialog(
            "You cannot cancel this posted invoice because it is fully or partially paid.",
        ));
    }
    let total = invoice.total();
    reverse(company, &invoice, (control, InvoiceStatus::Corrective), total, now)?;
    invoice.status = InvoiceStatus::Canceled;
    invoice.remaining = Decimal::ZERO;
    keep(company, invoice, now);
    Ok(())
}

/// A posted invoice that is not cancelled, and its control account.
pub(super) fn posted(company: &Company, side: Side, id: Uuid) -> Answer<(Invoice, Uuid)> {
    let found = company.invoices(side).by_id(id).cloned();
    let invoice = found.ok_or_else(|| dialog("The invoice cannot be found."))?;
    match (invoice.status, invoice.control_account) {
        (InvoiceStatus::Open | InvoiceStatus::Paid, Some(control)) => Ok((invoice, control)),
        _ => Err(dialog("The action can be applied to a posted invoice only.")),
    }
}

fn checked(invoice: &Invoice, amount: Option<Decimal>) -> Answer<Decimal> {
    let open = invoice.remaining;
    let amount = amount.map_or(open, cents);
    if amount <= Decimal::ZERO || amount > open {
        return Err(dialog(format!("{open} is open on the invoice; {amount} is not.")));
    }
    Ok(amount)
}

/// Stores what is open of an invoice, and the status that follows from it.
pub(super) fn settle(
    company: &mut Company,
    mut invoice: Invoice,
    remaining: Decimal,
    now: Timestamp,
) {
    let status = if remaining.is_zero() { InvoiceStatus::Paid } else { InvoiceStatus::Open };
    invoice.remaining = remaining;
    if status == invoice.status {
        // The aggregate row is not written: version and time stay as they are.
        company.invoices_mut(invoice.side).put(invoice);
    } else {
        invoice.status = status;
        keep(company, invoice, now);
    }
}

/// Writes a credit memo of this status: the opposite of an invoice's entries, scaled to `amount`; the
/// last one takes the cents that rounding leaves.
fn reverse(
    company: &mut Company,
    invoice: &Invoice,
    (control, status): (Uuid, InvoiceStatus),
    amount: Decimal,
    now: Timestamp,
) -> Answer<()> {
    let signed = invoice.side.control_sign() * amount;
    let total = invoice.side.control_sign() * invoice.total();
    let mut amounts: Vec<(Uuid, Decimal)> = company
        .entries
        .iter()
        .filter(|entry| entry.document == invoice.id)
        .filter(|entry| entry.document_type == DocumentType::Invoice && entry.account != control)
        .map(|entry| {
            let share = ((entry.credit - entry.debit) * signed).checked_div(total);
            (entry.account, cents(share.unwrap_or_default()))
        })
        .collect();
    let rest = signed - amounts.iter().map(|(_, amount)| amount).sum::<Decimal>();
    if let Some(last) = amounts.last_mut() {
        last.1 += rest;
    }
    amounts.push((control, -signed));
    let number = NumberSeries::take("CM", &mut company.numbers.credit_memo);
    let date = now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let version = company.next_version();
    company.credit_memos.put(CreditMemo {
        id: record_id(&company.name, "credit memo", &number),
        side: invoice.side,
        number: number.clone(),
        external_number: String::new(),
        date,
        invoice: invoice.id,
        invoice_number: invoice.number.clone(),
        party: invoice.party,
        party_number: invoice.party_number.clone(),
        party_name: invoice.party_name.clone(),
        lines: Vec::new(),
        total: amount,
        status,
        version,
        modified: now,
    });
    let transaction = Transaction {
        posting_date: date,
        document_number: number,
        document_type: DocumentType::CreditMemo,
        description: format!("Credit of {}", invoice.number),
        document: invoice.id,
        amounts,
    };
    write(company, &transaction, now)
}
