//! Validation of a mapping: every finding, never only the first (R7, R10 to R13, R17).
//!
//! Not about documents. Slots of a transaction type that is not selected are kept and not judged.

mod added;
mod coverage;
mod payments;
mod tax;

pub(crate) use added::added;
pub(crate) use coverage::is_carried;

use crate::finding::{default_missing, sort};
use crate::names;
use crate::resolve::Compiled;
use crate::slot::{General, Slot};
use crate::wire::{Code, Finding};

/// What a selected transaction type requires (R10).
pub(crate) const REQUIRED: [General; 4] =
    [General::AccountsReceivable, General::Revenue, General::AccountsPayable, General::Expense];

pub(crate) fn validate(rules: &Compiled) -> Vec<Finding> {
    let mut findings = Vec::new();
    if rules.mapping.transaction_types.is_empty() {
        let message = "Neither Revenue nor Expense is selected, so nothing would be exported; select at least one.";
        findings.push(found(Code::NoTransactionType, None, message.to_owned()));
    }
    for general in REQUIRED {
        let slot = Slot::General(general);
        if rules.is_live(&slot) && !rules.holders.contains_key(&slot) {
            let message = default_missing(&names::label(&slot, rules.catalog.as_deref()));
            findings.push(found(Code::DefaultMissing, Some(slot), message));
        }
    }
    for (slot, holder) in &rules.holders {
        if rules.is_live(slot) {
            findings.extend(holder.findings.iter().cloned());
        }
    }
    coverage::check(rules, &mut findings);
    payments::check(rules, &mut findings);
    tax::check(rules, &mut findings);
    sort(&mut findings, &[]);
    findings
}

fn found(code: Code, slot: Option<Slot>, message: String) -> Finding {
    Finding { code, severity: code.severity(), slot, account: None, line: None, message }
}
