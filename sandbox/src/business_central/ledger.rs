//! The general ledger: entries that are only ever added, each transaction balanced.
//!
//! Invariant: after every transaction, debits equal credits, in it and in all; a transaction that
//! does not balance is refused and nothing of it stays.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    company::Company,
    entry::Entry,
    enums::DocumentType,
    errors::{Answer, record_not_found, server_error},
};
use crate::ids::record_id;

/// A transaction before it is written: its head, and account with signed amount (debit above 0).
#[derive(Debug)]
pub(crate) struct Transaction {
    pub(crate) posting_date: Date,
    pub(crate) document_number: String,
    pub(crate) document_type: DocumentType,
    pub(crate) description: String,
    pub(crate) document: Uuid,
    pub(crate) amounts: Vec<(Uuid, Decimal)>,
}

/// Writes a transaction. Amounts of zero make no entry.
///
/// # Errors
/// An account that does not exist or takes no entries; `Internal_ServerError` when the amounts do
/// not balance, which would be a fault of the sandbox itself.
pub(crate) fn write(
    company: &mut Company,
    transaction: &Transaction,
    now: Timestamp,
) -> Answer<()> {
    let sum: Decimal = transaction.amounts.iter().map(|(_, amount)| amount).sum();
    if !sum.is_zero() {
        return Err(server_error(format!("The transaction does not balance: {sum} remains.")));
    }
    for (account, amount) in &transaction.amounts {
        if amount.is_zero() {
            continue;
        }
        let Some(mut row) = company.accounts.by_id(*account).cloned() else {
            return Err(record_not_found("G/L Account", &account.to_string()));
        };
        row.check_takes_entries()?;
        row.net_change += amount;
        company.accounts.put(row);
        let number = company.entries.iter().next_back().map_or(1, |last| last.number + 1);
        company.entries.put(Entry {
            id: record_id(&company.name, "entry", &number.to_string()),
            number,
            posting_date: transaction.posting_date,
            document_number: transaction.document_number.clone(),
            document_type: transaction.document_type,
            account: *account,
            description: transaction.description.clone(),
            debit: (*amount).max(Decimal::ZERO),
            credit: (-*amount).max(Decimal::ZERO),
            document: transaction.document,
            modified: now,
        });
    }
    Ok(())
}
