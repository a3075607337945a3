//! The general ledger: entries that are only ever added, each transaction balanced.
//!
//! Invariant: after every transaction, debits equal credits, in it and in all; a transaction that
//! does not balance is refused and nothing of it stays.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    company::Company,
    enums::{DOCUMENT_TYPE, DocumentType},
    errors::{Answer, record_not_found, server_error},
    field::Field,
    schema::{EntityType, Kind, absent, one, read},
    table::Row,
};
use crate::ids::record_id;

/// One entry. Debit and credit are both zero or above, and one of them is zero.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) id: Uuid,
    pub(crate) number: i64,
    pub(crate) posting_date: Date,
    pub(crate) document_number: String,
    pub(crate) document_type: DocumentType,
    pub(crate) account: Uuid,
    pub(crate) description: String,
    pub(crate) debit: Decimal,
    pub(crate) credit: Decimal,
    /// The invoice that the entry belongs to.
    pub(crate) document: Uuid,
    pub(crate) modified: Timestamp,
}

impl Row for Entry {
    type Key = i64;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> i64 {
        self.number
    }
}

pub(crate) const GENERAL_LEDGER_ENTRY: EntityType = EntityType {
    name: "generalLedgerEntry",
    set: "generalLedgerEntries",
    properties: &[
        read("id", Kind::Guid),
        read("entryNumber", Kind::Integer),
        read("postingDate", Kind::Date),
        read("documentNumber", Kind::Text(20)),
        read("documentType", Kind::Enum(&DOCUMENT_TYPE)),
        read("accountId", Kind::Guid),
        read("accountNumber", Kind::Text(20)),
        read("description", Kind::Text(100)),
        read("debitAmount", Kind::Decimal),
        read("creditAmount", Kind::Decimal),
        read("additionalCurrencyDebitAmount", Kind::Decimal),
        read("additionalCurrencyCreditAmount", Kind::Decimal),
        read("lastModifiedDateTime", Kind::Moment),
    ],
    navigations: &[one("account", "account"), absent("attachments"), absent("dimensionSetLines")],
    writable: false,
    actions: &[],
};

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

/// The value of a property; nothing for one that these books leave empty.
pub(crate) fn field<'a>(
    company: &'a Company,
    entry: &'a Entry,
    property: &str,
) -> Option<Field<'a>> {
    Some(match property {
        "id" => Field::Guid(entry.id),
        "entryNumber" => Field::Integer(entry.number),
        "postingDate" => Field::Date(Some(entry.posting_date)),
        "documentNumber" => Field::text(&entry.document_number),
        "documentType" => Field::Member(entry.document_type.caption()),
        "accountId" => Field::Guid(entry.account),
        "accountNumber" => Field::text(company.account_number(entry.account)),
        "description" => Field::text(&entry.description),
        "debitAmount" => Field::Decimal(entry.debit),
        "creditAmount" => Field::Decimal(entry.credit),
        "lastModifiedDateTime" => Field::Moment(Some(entry.modified)),
        _ => return None,
    })
}
