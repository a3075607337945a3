//! What a written object leads to: its kind's rules, then its postings and links.

use super::{bill, deposit, invoice, lists, payment, writer::Writer};
use crate::quickbooks_online::{
    records::{entity::Entity, record::Record},
    refusal::{Answer, unsupported},
};

/// Carries out what the given properties of `record` mean; `former` is how it stood before.
///
/// # Errors
/// Whatever the object's rules refuse.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) -> Answer<()> {
    match record.entity {
        Entity::Account => lists::account(writer, record, former),
        Entity::Customer | Entity::Vendor => lists::party(writer, record, former),
        Entity::Item => lists::item(writer, record, former),
        Entity::Invoice => invoice::settle(writer, record, former),
        Entity::Bill => bill::settle(writer, record, former),
        Entity::Payment | Entity::BillPayment => payment::settle(writer, record, former),
        Entity::Deposit => deposit::settle(writer, record, former),
        Entity::CompanyInfo | Entity::Preferences => Err(unsupported("create")),
    }
}
