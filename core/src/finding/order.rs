//! The order of findings: errors first, then by slot, then by line, then by code.

use crate::order;
use crate::wire::{Finding, Line};
use std::collections::BTreeMap;

pub(crate) fn sort(findings: &mut Vec<Finding>, lines: &[Line]) {
    if findings.len() < 2 {
        return;
    }
    let mut places = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        places.entry(line.id.as_str()).or_insert(at);
    }
    order::sort(findings, |one, other| {
        let line =
            |finding: &Finding| finding.line.as_deref().and_then(|id| places.get(id).copied());
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
