//! What the document states against what its lines say (R20, R23), and whether its kind is exported.

use super::{about_document, about_line};
use crate::money;
use crate::resolve::Compiled;
use crate::wire::{Amount, Code, Document, Finding, Kind};

pub(super) fn check(
    rules: &Compiled,
    document: &Document,
    amounts: &[Amount],
    total: Amount,
    findings: &mut Vec<Finding>,
) {
    if !rules.exports(document.kind) {
        findings.push(about_document(Code::TransactionTypeOff, switched_off(document.kind)));
    }
    for (line, amount) in document.lines.iter().zip(amounts) {
        if let (Some(stated), Some(quantity), Some(rate)) = (line.amount, line.quantity, line.rate)
            && money::product(quantity, rate) != Some(stated)
        {
            let computed = money::product(quantity, rate)
                .map_or_else(|| "more than twelve digits".to_owned(), Amount::grouped);
            findings.push(about_line(Code::AmountMismatch, &line.id, format!(
                "Line {} states {}, but {quantity} × {rate} gives {computed}; correct one of them at the source.",
                line.id,
                amount.grouped()
            )));
        }
    }
    if let Some(stated) = document.total
        && stated != total
    {
        findings.push(about_document(Code::TotalMismatch, format!(
            "The lines add up to {}, but the document states {}; correct one of them at the source.",
            total.grouped(),
            stated.grouped()
        )));
    }
    if total.is_zero() {
        let message = "The document comes to 0.00, so there is nothing to post; it is skipped.";
        findings.push(about_document(Code::ZeroTotal, message.to_owned()));
    }
    if total.is_negative() {
        findings.push(about_document(Code::NegativeTotal, negative(document.kind, total)));
    }
}

fn switched_off(kind: Kind) -> String {
    match kind {
        Kind::Invoice => {
            "Invoices are not exported, because Revenue is not selected; select it to post them."
        }
        Kind::Bill => {
            "Bills are not exported, because Expense is not selected; select it to post them."
        }
    }
    .to_owned()
}

fn negative(kind: Kind, total: Amount) -> String {
    let total = total.grouped();
    match kind {
        Kind::Invoice => format!(
            "The invoice comes to {total}: the customer is owed money. It is held; record a credit memo by hand, \
             or correct it at the source."
        ),
        Kind::Bill => format!(
            "The bill comes to {total}: more was taken back than earned. It is held; record a vendor credit by \
             hand, or carry the amount to the next bill at the source."
        ),
    }
}
