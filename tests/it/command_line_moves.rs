//! `waypost diff` and `waypost suggest`, in process.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::command_line::{Desk, Ran, keystone, run};
use serde_json::{Value, json};
use std::fs;

/// Keystone's mapping with one account replaced by another wherever it stands.
fn instead(desk: &Desk, from: &str, to: &str) -> String {
    let mapping = fs::read_to_string(keystone("mapping.json")).unwrap();
    desk.file("after.json", &mapping.replace(from, to))
}

fn diff(after: &str, more: &[&str], input: &str) -> Ran {
    let (chart, before) = (keystone("chart.json"), keystone("mapping.json"));
    let catalog = keystone("catalog.json");
    let mut args = vec!["diff", "--chart", &chart, "--before", &before, "--after", after];
    args.extend(["--catalog", &catalog]);
    args.extend(more);
    run(&args, input)
}

fn sample() -> String {
    let documents = ["REF-1002345", "T-1002345-1", "PS-24-0931", "T-1002388-1"];
    let text = |id| fs::read_to_string(keystone(&format!("documents/{id}.json"))).unwrap();
    documents.map(text).join("\n")
}

#[test]
fn r9_what_moves_is_one_json_value_with_lines_accounts_and_documents() {
    let desk = Desk::new("diff");
    let ran = diff(&instead(&desk, "a-40310", "a-40300"), &["-"], &sample());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let moved: Value = serde_json::from_str(&ran.out).unwrap();
    let lines = moved["lines"].as_array().unwrap();
    assert!(!lines.is_empty());
    assert!(lines.iter().all(|line| line["from"] == "a-40310" && line["to"] == "a-40300"));
    let cents = |amount: &Value| amount.as_str().unwrap().replace('.', "").parse::<i64>().unwrap();
    let by_line: i64 = lines.iter().map(|line| cents(&line["amount"])).sum();
    let sums = moved["accounts"].as_array().unwrap();
    assert_eq!(sums.len(), 1);
    assert_eq!((cents(&sums[0]["amount"]), &sums[0]["lines"]), (by_line, &json!(lines.len())));
    assert_eq!(moved["newly_blocked"], json!([]));
}

#[test]
fn the_same_mapping_moves_nothing() {
    let ran = diff(&keystone("mapping.json"), &["-"], &sample());
    assert_eq!(ran.code, 0);
    let moved: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&moved["lines"], &moved["documents"]), (&json!([]), &json!([])));
    let table = diff(&keystone("mapping.json"), &["--format", "table", "-"], &sample());
    assert_eq!((table.code, table.out.as_str()), (0, "Nothing moves.\n"));
}

#[test]
fn r2_a_change_that_blocks_documents_is_code_2_and_says_why() {
    let desk = Desk::new("diff-blocked");
    let after = instead(&desk, "\"a-51000\"", "\"a-61999\"");
    let ran = diff(&after, &["-"], &sample());
    assert_eq!(ran.code, 2, "{}", ran.out);
    let moved: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(moved["blocked_by"][0]["code"], "account_missing");
    let table = diff(&after, &["--format", "table", "-"], &sample()).out;
    for words in ["51000 Driver Pay - Default Trip -> none", "can no longer be posted: "] {
        assert!(table.contains(words), "{words:?} in\n{table}");
    }
}

#[test]
fn half_a_difference_does_not_pass_for_one() {
    let desk = Desk::new("diff-half");
    let input = format!("{}\n{{\"id\":1}}", sample());
    let ran = diff(&instead(&desk, "a-40310", "a-40300"), &["-"], &input);
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("standard input:"), "{}", ran.err);
    assert!(ran.out.starts_with("{\"lines\":["), "{}", ran.out);
    assert!(serde_json::from_str::<Value>(&ran.out).is_err());
}

#[test]
fn r12_accounts_are_suggested_with_their_evidence_and_nothing_is_applied() {
    let (chart, catalog) = (keystone("chart.json"), keystone("catalog.json"));
    let (mapping, kept) = (keystone("mapping.json"), fs::read(keystone("mapping.json")).unwrap());
    let args = ["suggest", "--chart", &chart, "--catalog", &catalog, "--mapping", &mapping];
    let ran = run(&args, "");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let layover = found.as_array().unwrap().iter().find(|one| one["name"] == "Layover, revenue");
    let best = &layover.unwrap()["accounts"][0];
    assert_eq!((&best["account"], &best["score"]), (&json!("a-40320"), &json!(95)));
    assert_eq!(fs::read(keystone("mapping.json")).unwrap(), kept);

    let table = run(&[&args[..], &["--format", "table"]].concat(), "").out;
    let words = "Layover, revenue (accessorials.items.layover.revenue); until then 40300 Accessorial Revenue";
    assert!(table.contains(words), "{table}");
    assert!(table.contains("     95  40320 Layover Revenue: Its name has layover."), "{table}");
}

#[test]
fn without_a_mapping_every_slot_is_unmapped() {
    let (chart, catalog) = (keystone("chart.json"), keystone("catalog.json"));
    let ran = run(&["suggest", "--chart", &chart, "--catalog", &catalog], "");
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let first = &found[0];
    assert_eq!(first["slot"], "defaults.accounts_receivable");
    assert_eq!(first["accounts"][0]["account"], "a-11000");
}
