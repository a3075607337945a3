//! Entries of the general ledger on the wire.

use super::super::{
    company::Company,
    entry::Entry,
    enums::DOCUMENT_TYPE,
    field::Field,
    schema::{EntityType, Kind, absent, one, read},
};

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
