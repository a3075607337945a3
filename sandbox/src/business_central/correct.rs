//! A journal of the bookkeeper under the number of a posted invoice: what Business Central lets be
//! corrected about one, whose own entries never change.

use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    company::Company,
    enums::DocumentType,
    errors::{Answer, dialog},
    ledger::{Transaction, write},
    side::Side,
};

/// Puts `amount` of the invoice from one account on another, by their numbers.
///
/// # Errors
/// An invoice or an account that does not exist, or an account that takes no entries.
pub(crate) fn correct(
    company: &mut Company,
    (side, invoice): (Side, Uuid),
    (debit, credit): (&str, &str),
    amount: Decimal,
    now: Timestamp,
) -> Answer<()> {
    let found = company.invoices(side).by_id(invoice).cloned();
    let invoice = found.ok_or_else(|| dialog("The invoice cannot be found."))?;
    let id = |number: &str| {
        let account = company.accounts.by_key(&number.to_owned()).map(|account| account.id);
        account.ok_or_else(|| dialog(format!("The account {number} cannot be found.")))
    };
    let amounts = vec![(id(debit)?, amount), (id(credit)?, -amount)];
    let transaction = Transaction {
        posting_date: invoice.posting_date,
        document_number: invoice.number.clone(),
        document_type: DocumentType::Invoice,
        description: format!("Correction of {}", invoice.number),
        document: invoice.id,
        amounts,
    };
    write(company, &transaction, now)
}
