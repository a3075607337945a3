//! A stored tax mapping: kept, listed as inactive, never used (R7).

use super::found;
use crate::resolve::Compiled;
use crate::wire::{Code, Finding};

pub(super) fn check(rules: &Compiled, findings: &mut Vec<Finding>) {
    if rules.mapping.extra.holds("tax") {
        let message = "Accounts stored for tax are inactive: tax is no longer a category. They are kept and never \
                       used; nothing needs to be done.";
        findings.push(found(Code::DeprecatedCategory, None, message.to_owned()));
    }
}
