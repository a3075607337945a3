//! Export of customer payments: a system that supports it, and a deposit account (R17).

use super::found;
use crate::capability;
use crate::names;
use crate::resolve::Compiled;
use crate::slot::Slot;
use crate::wire::{Code, Finding};

pub(super) fn check(rules: &Compiled, findings: &mut Vec<Finding>) {
    if !rules.mapping.customer_payments.export {
        return;
    }
    let system = names::system(rules.system);
    let slot = Slot::DepositAccount;
    if !capability::exports_customer_payments(rules.system) {
        let takers = capability::systems_that_take_payments();
        let message = format!(
            "Customer payments are not exported, because {system} is not one of the systems that take them \
             ({takers} do); switch the export off, and record payments in {system}."
        );
        findings.push(found(Code::PaymentExportUnsupported, None, message));
    } else if !rules.holders.contains_key(&slot) {
        let message = "Customer payments are to be exported, but no deposit account is chosen; choose a clearing \
                       account such as Undeposited Funds, or switch the export off.";
        findings.push(found(Code::DepositAccountMissing, Some(slot), message.to_owned()));
    }
}
