//! What activating a mapping would add to the errors that stand already (R16).
//!
//! Errors that the chart or the catalogue brought to the version that posts stay listed and do not
//! stand in the way while others are mended.

use super::coverage::stranded;
use super::validate;
use crate::finding::is_same;
use crate::resolve::{Chain, Compiled};
use crate::wire::{Code, Finding, Severity};

/// The errors of `rules` that `active` does not have; every error where nothing was active.
pub(crate) fn added(rules: &Compiled, active: Option<&Compiled>) -> Vec<Finding> {
    let mut errors = validate(rules);
    errors.retain(|finding| finding.severity == Severity::Error);
    let Some(active) = active else { return errors };
    let known = validate(active);
    errors.retain(|finding| {
        !known.iter().any(|known| is_same(known, finding)) || strands_more(rules, active, finding)
    });
    errors
}

/// These two findings speak of several types at once: one more type is one more error.
fn strands_more(rules: &Compiled, active: &Compiled, finding: &Finding) -> bool {
    let chain = match finding.code {
        Code::FeeRevenueUnmapped => Chain::ECheckFee,
        Code::EscrowUnmapped => Chain::Escrow,
        _ => return false,
    };
    let before = stranded(active, chain);
    stranded(rules, chain).iter().any(|item| before.iter().all(|known| known.id != item.id))
}
