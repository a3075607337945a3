//! Document numbers: whose they are, and whether one may stand twice.

use serde_json::Value;

use super::writer::Writer;
use crate::quickbooks_online::{
    records::{entity::Entity, given, record::Record},
    refusal::{Answer, duplicate_number},
};

/// Gives an invoice its number: the caller's with custom numbers on, else the company's own.
pub(super) fn number_invoice(
    writer: &mut Writer<'_>,
    record: &mut Record,
    former: Option<&Record>,
) {
    if writer.company.settings.custom_txn_numbers {
        return;
    }
    let number = match former {
        Some(former) => former.text("DocNumber").to_owned(),
        None => {
            writer.company.next.invoice_number += 1;
            (writer.company.next.invoice_number - 1).to_string()
        }
    };
    record.given.insert("DocNumber".to_owned(), Value::from(number));
}

/// # Errors
/// 6140 when another invoice, or another bill of the vendor, has the number and the company warns
/// of that.
pub(super) fn check(writer: &Writer<'_>, record: &Record, former: Option<&Record>) -> Answer<()> {
    let number = record.text("DocNumber");
    let kept = former.is_some_and(|former| former.text("DocNumber") == number);
    let unchecked = !writer.company.settings.warn_duplicate_numbers;
    if number.is_empty() || kept || unchecked || writer.duplicate_number_allowed {
        return Ok(());
    }
    let vendor = |it: &Record| given::reference(&it.given, "VendorRef");
    let taken = writer.company.all(record.entity).find(|it| {
        it.id != record.id
            && it.text("DocNumber") == number
            && (record.entity != Entity::Bill || vendor(it) == vendor(record))
    });
    match taken {
        Some(other) => Err(duplicate_number(number, other.entity.name(), other.id)),
        None => Ok(()),
    }
}
