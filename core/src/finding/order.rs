//! The order of findings: errors first, then by slot, then by line, then by code.

use crate::ids::Ids;
use crate::order;
use crate::wire::{Finding, Line};

pub(crate) fn sort(findings: &mut [Finding], lines: &[Line]) {
    if findings.len() < 2 {
        return;
    }
    let ids = Ids::of(lines, |_| true);
    order::sort(findings, |one, other| {
        let line = |finding: &Finding| finding.line.as_deref().and_then(|id| ids.first(id));
        (one.severity, &one.slot, line(one), one.code, &one.account, &one.message).cmp(&(
            other.severity,
            &other.slot,
            line(other),
            other.code,
            &other.account,
            &other.message,
        ))
    });
}
