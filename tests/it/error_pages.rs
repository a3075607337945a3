//! Every code that the server may answer has a page, and every page has a code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use waypost_tests::TestApp;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// What stands in quotes right after `before`, white space aside, in code that is not a test.
fn after(text: &str, before: &str, codes: &mut BTreeSet<String>) {
    for rest in text.split(before).skip(1) {
        let rest = rest.trim_start();
        if let Some((code, _)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            let plain = |sign: char| sign.is_ascii_lowercase() || sign == '_';
            if !code.is_empty() && code.chars().all(plain) {
                codes.insert(code.to_owned());
            }
        }
    }
}

fn codes_in_sources() -> BTreeSet<String> {
    let mut found = Vec::new();
    sources(&root().join("server/src"), &mut found);
    let mut codes = BTreeSet::new();
    for text in &found {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        for refusal in text.split("Refusal::new(").skip(1) {
            // The status comes first, the code right after it.
            let rest = refusal.split_once(',').map_or("", |(_, rest)| rest.trim_start());
            let rest = rest.split_once(',').map_or("", |(code, _)| code);
            after(&format!("({rest}"), "(", &mut codes);
        }
        for before in [
            "Trouble::conflict(",
            "Trouble::missing(",
            "Trouble::refused(",
            "Trouble::remote(",
            " code:",
            "rejection(",
            "make(",
        ] {
            after(text, before, &mut codes);
        }
        // The tables of the remotes' refusals: a row names our code before its class.
        for row in text.lines().filter(|line| line.trim_start().starts_with("Row(")) {
            let strings: Vec<&str> = row.split('"').skip(1).step_by(2).collect();
            let before_class = row.split("Class::").next().unwrap_or_default();
            let count = before_class.matches('"').count() / 2;
            codes.extend(count.checked_sub(1).map(|last| strings[last].to_owned()));
        }
    }
    codes
}

fn pages() -> BTreeSet<String> {
    let files = fs::read_dir(root().join("docs/errors")).expect("the pages");
    files
        .map(|file| {
            let path = file.expect("a page").path();
            path.file_stem().expect("a name").to_string_lossy().into_owned()
        })
        .collect()
}

#[test]
fn every_code_has_its_page() {
    let codes = codes_in_sources();
    assert!(codes.len() > 60, "the search finds too little: {codes:?}");
    let pages = pages();
    let missing: Vec<&String> = codes.difference(&pages).collect();
    assert!(missing.is_empty(), "write docs/errors/CODE.md for {missing:?}");
}

#[test]
fn every_page_is_about_a_code_that_the_sources_name() {
    let mut found = Vec::new();
    sources(&root().join("server/src"), &mut found);
    sources(&root().join("core/src"), &mut found);
    let named = |code: &str| found.iter().any(|text| text.contains(&format!("\"{code}\"")));
    let stale: Vec<String> = pages().into_iter().filter(|code| !named(code)).collect();
    assert!(stale.is_empty(), "remove docs/errors pages of {stale:?}");
}

#[test]
fn every_page_says_what_happened_who_mends_it_and_how() {
    for code in pages() {
        let path = root().join("docs/errors").join(format!("{code}.md"));
        let text = fs::read_to_string(&path).expect("a page");
        assert!(text.starts_with("# "), "{code}");
        for part in ["\n**Who mends it:** ", "\n**How:** "] {
            assert!(text.contains(part), "{code} does not say{part}");
        }
    }
}

#[tokio::test]
async fn a_problem_names_an_address_where_its_page_is() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let problem = visitor.get("/api/v1/session").await.refused(401, "sign_in_required").json();
    let page = visitor.get(problem["type"].as_str().unwrap()).await.expect(200);
    assert!(page.body.starts_with(&format!("# {}", problem["title"].as_str().unwrap())));
    visitor.get("/docs/errors/..%2F..%2FCargo").await.refused(404, "not_found");
}
