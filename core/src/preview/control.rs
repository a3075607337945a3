//! The receivable side of an invoice, the payable side of a bill (R10, R22).

use super::lines::foreign_currency;
use crate::names;
use crate::resolve::{Compiled, Rank};
use crate::slot::{General, Slot};
use crate::wire::{Amount, Code, Control, Document, Finding, Kind};

/// The control side as shown, and the rank of its account.
#[derive(Clone, Debug)]
pub(super) struct ControlSide {
    pub(super) shown: Control,
    pub(super) at: Option<Rank>,
}

pub(super) fn control(
    rules: &Compiled,
    document: &Document,
    total: Amount,
    findings: &mut Vec<Finding>,
) -> ControlSide {
    let slot = Slot::General(match document.kind {
        Kind::Invoice => General::AccountsReceivable,
        Kind::Bill => General::AccountsPayable,
    });
    let mut side = ControlSide {
        shown: Control { slot: slot.clone(), account: None, amount: total },
        at: None,
    };
    if !rules.exports(document.kind) {
        return side;
    }
    match rules.holders.get(&slot) {
        None => findings.push(unset(rules, slot)),
        Some(holder) => {
            findings.extend(holder.findings.iter().cloned());
            if !holder.rejected {
                findings.extend(foreign_currency(rules, document, &slot));
                side.shown.account = Some(holder.account.clone());
                side.at = holder.at;
            }
        }
    }
    side
}

fn unset(rules: &Compiled, slot: Slot) -> Finding {
    let message = crate::finding::default_missing(&names::label(&slot, rules.catalog.as_deref()));
    let mut finding = super::about_document(Code::DefaultMissing, message);
    finding.slot = Some(slot);
    finding
}
