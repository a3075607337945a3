//! docs/rules.md: each rule and each edge case with what shows it, held against the tests that exist.
//!
//! A row names golden cases (by file) and tests (by function). A row that core decides names only what
//! names the rule back, so that neither can drift away from the other; a row that begins with `not core:`
//! names tests of other crates; one that begins with `not built:` or `no test:` says what is missing.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Every id that there is; the numbers between are free.
const RULES: &str = "1-17 20-28 30-38 40-47 50-55";
const CASES: &str = "1-17 19-21 23 25-39 41-42 44 46-54 56-60 62-65 67-70 72-78 81-94 96-98 100-104 \
    107-108 110 112";

fn ids() -> BTreeSet<String> {
    let spread = |list: &str, prefix: &str| {
        let mut ids = Vec::new();
        for range in list.split_whitespace() {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let numbers = first.parse::<u32>().unwrap()..=last.parse().unwrap();
            ids.extend(numbers.map(|number| format!("{prefix}{number}")));
        }
        ids
    };
    spread(RULES, "R").into_iter().chain(spread(CASES, "")).collect()
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What names which ids: golden cases and test functions.
type Proofs = BTreeMap<String, BTreeSet<String>>;

fn proofs() -> Proofs {
    let mut proofs = Proofs::new();
    for folder in ["core", "server", "app/src", "sandbox", "tests"] {
        gather(&root().join(folder), &mut proofs);
    }
    assert!(proofs.len() > 300, "the search finds too little: {}", proofs.len());
    proofs
}

fn gather(folder: &Path, proofs: &mut Proofs) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let ends = |end: &str| path.extension().is_some_and(|extension| extension == end);
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("target") {
                gather(&path, proofs);
            }
        } else if ends("rs") {
            functions(&fs::read_to_string(&path).unwrap(), proofs);
        } else if ends("json") && path.starts_with(root().join("core/vectors")) {
            golden(&path, proofs);
        }
    }
}

fn golden(path: &Path, proofs: &mut Proofs) {
    let case: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    if case["expect"].is_null() {
        return;
    }
    let named = |field: &str| case[field].as_array().cloned().unwrap_or_default();
    let rules = named("rules").into_iter().map(|rule| rule.as_str().unwrap().to_owned());
    let cases = named("edge_cases").into_iter().map(|number| number.to_string());
    let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
    proofs.entry(stem).or_default().extend(rules.chain(cases));
}

/// Test functions, those told on both databases (`on: On`) among them, with the ids in their names
/// (`r31_…`, `case_85_…`) and in what stands above them.
fn functions(text: &str, proofs: &mut Proofs) {
    let mut above = String::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("///") || line.starts_with("#[") {
            above.push_str(line);
            continue;
        }
        let function = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        if let Some(name) = function.and_then(|rest| rest.split(['(', '<']).next())
            && (above.contains("test") || line.contains("(on: On)"))
        {
            let ids = proofs.entry(name.to_owned()).or_default();
            ids.extend(in_name(name));
            ids.extend(in_words(&above));
            ids.retain(|id| id.ends_with(|sign: char| sign.is_ascii_digit()));
        }
        above.clear();
    }
}

fn digits(text: &str) -> String {
    text.chars().take_while(char::is_ascii_digit).collect::<String>().trim_start_matches('0').into()
}

fn in_name(name: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let parts: Vec<&str> = name.split('_').collect();
    for (at, part) in parts.iter().enumerate() {
        match part.strip_prefix('r').map(|number| (number, digits(number))) {
            Some((number, id)) if !id.is_empty() && number.trim_start_matches('0') == id => {
                ids.push(format!("R{id}"));
            }
            _ if at > 0 && parts[at - 1] == "case" => ids.push(digits(part)),
            _ => {}
        }
    }
    ids
}

fn in_words(words: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for word in words.split(|sign: char| !sign.is_ascii_alphanumeric()) {
        if let Some(number) = word.strip_prefix('R').filter(|number| *number == digits(number)) {
            ids.push(format!("R{number}"));
        }
    }
    for before in ["dge case ", "dge cases "] {
        for after in words.split(before).skip(1) {
            ids.push(digits(after));
        }
    }
    ids
}

/// Id and the third column of each row.
fn rows() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/rules.md")).unwrap();
    let cells = |row: &str| {
        row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    };
    page.lines()
        .filter(|row| row.starts_with("| ") && !row.starts_with("| id"))
        .map(|row| match <[String; 3]>::try_from(cells(row)) {
            Ok([id, _, shown]) => (id, shown),
            Err(cells) => panic!("{cells:?} has not three columns"),
        })
        .collect()
}

fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_rule_and_case_stands_on_the_page_once() {
    let rows: Vec<String> = rows().into_iter().map(|row| row.0).collect();
    let once: BTreeSet<String> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), once.len(), "a row stands twice");
    assert_eq!(once, ids(), "the page, then the ids that there are");
}

#[test]
fn what_the_page_names_exists_and_names_the_rule_back() {
    let proofs = proofs();
    let mut wrong = Vec::new();
    for (id, cell) in rows() {
        let elsewhere = cell.starts_with("not core:");
        for name in names(&cell) {
            match proofs.get(name) {
                None => wrong.push(format!("{id}: there is no test or golden case {name}")),
                Some(ids) if !elsewhere && !ids.contains(&id) => {
                    wrong.push(format!("{id}: {name} does not name it"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "docs/rules.md\n{}", wrong.join("\n"));
}

#[test]
fn every_row_is_shown_or_says_what_it_comes_with() {
    let proofs = proofs();
    let mut wrong = Vec::new();
    for (id, cell) in rows() {
        let shown = names(&cell).next().is_some();
        let by = proofs.iter().find(|proof| proof.1.contains(&id)).map(|proof| proof.0);
        let missing = cell.strip_prefix("not built:").or_else(|| cell.strip_prefix("no test:"));
        match (missing, shown, by) {
            (None, true, _) => {}
            (Some(why), false, None) if !why.trim().is_empty() => {}
            (Some(_), false, Some(by)) => wrong.push(format!("{id} is shown by {by}: name it")),
            _ => wrong.push(format!("{id}: name what shows it")),
        }
    }
    assert!(wrong.is_empty(), "docs/rules.md\n{}", wrong.join("\n"));
}

#[test]
fn no_test_names_a_rule_or_case_that_does_not_exist() {
    let ids = ids();
    for (name, named) in proofs() {
        let strange: Vec<&String> = named.difference(&ids).collect();
        assert!(strange.is_empty(), "{name} names {strange:?}, which docs/rules.md does not have");
    }
}
