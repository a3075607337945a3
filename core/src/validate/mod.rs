//! Validation of a mapping: every finding, never only the first (R7, R10 to R13, R17).
//!
//! Not about documents. Slots of a transaction type that is not selected are kept and not judged.

mod coverage;
mod payments;
mod tax;

pub(crate) use coverage::is_carried;

use crate::names;
use crate::preview::sort;
use crate::rules::{Compiled, Rules};
use crate::slot::{General, Slot};
use crate::wire::{Catalog, Chart, Code, Finding, Mapping};

/// Everything there is to say about the mapping: errors first, then by slot.
#[must_use]
pub fn validate_one(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> Vec<Finding> {
    Rules::new(mapping, chart, catalog).validate()
}

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
            let message = default_missing(&names::label(&slot, rules.catalog.as_ref()));
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

/// A required default is unset: said by validation and by every preview that needs it.
pub(crate) fn default_missing(label: &str) -> String {
    format!("{label} has no account; choose one in the defaults.")
}

fn found(code: Code, slot: Option<Slot>, message: String) -> Finding {
    Finding { code, severity: code.severity(), slot, account: None, line: None, message }
}
