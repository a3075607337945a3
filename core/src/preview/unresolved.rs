//! A line that resolves to nothing: which slots would help, in words (R4).

use super::about_line;
use crate::finding::fee_without_income;
use crate::names;
use crate::resolve::{Chain, Compiled, Resolution};
use crate::slot::Slot;
use crate::wire::{Code, Finding, Outcome, Step};

pub(super) fn finding(rules: &Compiled, chain: Chain, item: Option<&str>, line: &str) -> Finding {
    let resolution = rules.resolve(chain, item);
    let catalog = rules.catalog.as_deref();
    let mut finding = match resolution.reached() {
        Some(slot) => about_line(
            Code::LineUnresolved,
            line,
            format!(
                "Line {line} has no account: the one chosen under {} may not stand there. Choose another account for it.",
                names::label(slot, catalog)
            ),
        ),
        None if chain == Chain::ECheckFee => {
            let item = item.unwrap_or_default();
            let name = names::item(chain.category(), item, catalog).to_owned();
            let message = fee_without_income(&[name], rules.exports_revenue());
            about_line(Code::LineUnresolved, line, message)
        }
        None => about_line(
            Code::LineUnresolved,
            line,
            format!("Line {line} has no account; choose one for {}.", helpful(rules, &resolution)),
        ),
    };
    finding.slot =
        resolution.reached().or_else(|| resolution.path.first().map(|step| &step.slot)).cloned();
    finding
}

/// The slots of the path that would give the line an account.
fn helpful(rules: &Compiled, resolution: &Resolution) -> String {
    let mut slots = Vec::new();
    for Step { slot, outcome, .. } in &resolution.path {
        if *outcome == Outcome::Unset && can_help(rules, slot) {
            slots.push(slot.clone());
        }
    }
    names::one_of(&slots, rules.catalog.as_deref())
}

fn can_help(rules: &Compiled, slot: &Slot) -> bool {
    !matches!(slot, Slot::General(_)) || rules.is_live(slot)
}
