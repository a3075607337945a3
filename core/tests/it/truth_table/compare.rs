//! Core's answer in the oracle's words, and the two side by side.

use super::world::World;
use serde_json::{Value, json};
use waypost_core::Rules;
use waypost_core::wire::{self, Document, Finding};

/// Findings of these codes are about a slot; the rest are about a line, or about all of it.
const ABOUT_A_SLOT: &str = "default_missing item_unresolvable fee_revenue_unmapped escrow_unmapped \
    deposit_account_missing deposit_account_class account_missing account_inactive \
    not_posting_account no_direct_posting wrong_class control_account_reused unclassified_account \
    unusual_class";

fn rows(findings: &[Finding]) -> Vec<String> {
    let mut rows: Vec<String> = findings.iter().map(row).collect();
    rows.sort();
    rows
}

fn row(finding: &Finding) -> String {
    let code = finding.code.as_str();
    let text = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
    let [slot, account, line] = if ABOUT_A_SLOT.split_whitespace().any(|one| one == code) {
        let account = finding.account.clone();
        [text(finding.slot.as_ref().map(ToString::to_string)), text(account), "-".to_owned()]
    } else {
        ["-".to_owned(), "-".to_owned(), text(finding.line.clone())]
    };
    format!("{} {code} {slot} {account} {line}", finding.severity)
}

pub(crate) fn mappings_agree(world: &World, rules: &Rules) {
    let core = rows(&rules.validate());
    let oracle = waypost_oracle::validate(world.books());
    assert_eq!(core, oracle, "core, then the oracle, on {world}");
}

pub(crate) fn documents_agree(world: &World, rules: &Rules, document: &Value) {
    let read: Document = wire::read(&document.to_string()).unwrap();
    let preview = rules.preview(&read).unwrap();
    let findings = rows(&preview.findings);
    let mut core = serde_json::to_value(&preview).unwrap();
    core["findings"] = json!(findings);
    for line in core["lines"].as_array_mut().unwrap() {
        let line = line.as_object_mut().unwrap();
        line.remove("note");
        if line["path"] == json!([]) {
            line.remove("side");
        }
    }
    let entries = core["entries"].as_array_mut().unwrap();
    entries.sort_by_key(|entry| entry["account"].to_string());
    let oracle = waypost_oracle::preview(world.books(), document);
    assert_eq!(core, oracle, "core, then the oracle, on {world}document {document}");
}
