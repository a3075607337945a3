//! Warnings that a person has looked at and confirmed (R16).
//!
//! Errors cannot be confirmed away. Invariant: a confirmation holds for one slot, one account and one
//! warning, as the account was; another account in the slot, or another class of the same account,
//! brings the warning back.

use crate::slot::Slot;
use crate::wire::{Chart, Class, Code, Finding, Severity};
use serde::{Deserialize, Serialize};

/// What was confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acknowledgement {
    /// The slot.
    pub slot: Slot,
    /// The account in it.
    pub account: String,
    /// The warning.
    pub code: Code,
    /// The account's class at that time; null when the chart did not have it.
    pub class: Option<Class>,
}

impl Acknowledgement {
    /// Confirms a warning; `None` for an error, and for one that is about no account in a slot.
    #[must_use]
    pub fn of(finding: &Finding, chart: &Chart) -> Option<Acknowledgement> {
        if finding.severity == Severity::Error {
            return None;
        }
        let (slot, account) = (finding.slot.clone()?, finding.account.clone()?);
        let class = chart.account(&account).map(|account| account.class);
        Some(Acknowledgement { slot, account, code: finding.code, class })
    }
}

/// The findings that still ask for a look: all but confirmed warnings, in their order.
#[must_use]
pub fn outstanding(
    findings: Vec<Finding>,
    chart: &Chart,
    acknowledged: &[Acknowledgement],
) -> Vec<Finding> {
    let mut findings = findings;
    findings.retain(|finding| {
        let asked = Acknowledgement::of(finding, chart);
        asked.is_none_or(|asked| !acknowledged.contains(&asked))
    });
    findings
}
