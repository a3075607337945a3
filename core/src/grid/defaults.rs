//! The screen of defaults: control accounts, general defaults, the deposit account.

use super::about;
use crate::names;
use crate::resolve::Compiled;
use crate::slot::{General, Slot};
use crate::validate::{REQUIRED, validate};
use crate::wire::Finding;

/// One default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultRow {
    /// The slot.
    pub slot: Slot,
    /// What people call it.
    pub name: String,
    /// Whether it must be set as things are selected now (R10, R17).
    pub required: bool,
    /// Whether it is in use (R1).
    pub live: bool,
    /// The account it holds.
    pub own: Option<String>,
    /// What there is to say about it; nothing while it is not live.
    pub findings: Vec<Finding>,
}

pub(crate) fn defaults(rules: &Compiled) -> Vec<DefaultRow> {
    let findings = validate(rules);
    let mut rows = Vec::new();
    for general in [
        General::AccountsReceivable,
        General::Revenue,
        General::AccountsPayable,
        General::Expense,
        General::Liability,
    ] {
        rows.push(row(rules, Slot::General(general), REQUIRED.contains(&general), &findings));
    }
    rows.push(row(rules, Slot::DepositAccount, true, &findings));
    rows
}

fn row(rules: &Compiled, slot: Slot, needed: bool, findings: &[Finding]) -> DefaultRow {
    let live = rules.is_live(&slot);
    DefaultRow {
        name: names::label(&slot, rules.catalog.as_deref()),
        required: live && needed,
        live,
        own: rules.holders.get(&slot).map(|holder| holder.account.clone()),
        findings: about(&slot, findings),
        slot,
    }
}
