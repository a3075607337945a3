//! Who may know whom: the directions that ARCHITECTURE.md draws, kept by reading the crates and
//! the sources.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What a crate of the workspace needs of the workspace.
fn needs(package: &str) -> BTreeSet<String> {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo metadata");
    let package = metadata
        .packages
        .iter()
        .find(|one| one.name.as_str() == package)
        .unwrap_or_else(|| panic!("{package} is not a crate of the workspace"));
    package
        .dependencies
        .iter()
        .filter(|one| one.kind == DependencyKind::Normal)
        .filter(|one| one.path.is_some())
        .map(|one| one.name.clone())
        .collect()
}

#[test]
fn crates_depend_one_way() {
    let set = |names: &[&str]| names.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert_eq!(needs("waypost-core"), set(&[]));
    assert_eq!(needs("waypost-sandbox"), set(&[]));
    // The second oracle cannot borrow core's answers.
    assert_eq!(needs("waypost-oracle"), set(&[]));
    assert_eq!(needs("waypost-app"), set(&["waypost-core"]));
    assert_eq!(needs("waypost-server"), set(&["waypost-core"]));
}

/// Files below `folder` of the server, with their text.
fn server(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&root().join("server/src").join(folder), &mut files);
    assert!(!files.is_empty(), "server/src/{folder} is empty");
    files
}

fn collect(path: &Path, files: &mut Vec<(String, String)>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("a folder") {
            collect(&entry.expect("an entry").path(), files);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        let text = fs::read_to_string(path).expect("a source");
        files.push((path.display().to_string(), text));
    }
}

/// Lines of `folder` that name the module `other` of the server.
fn mentions(folder: &str, other: &str) -> Vec<String> {
    let mut met = Vec::new();
    for (file, text) in server(folder) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if line.contains(&format!("crate::{other}::"))
                || line.contains(&format!("crate::{other};"))
                || line.contains(&format!("crate::{{{other}"))
            {
                met.push(format!("{file}: {}", line.trim()));
            }
        }
    }
    met
}

#[test]
fn inside_the_server_modules_know_one_way() {
    for (folder, never) in [
        ("connectors", "store"),
        ("connectors", "http"),
        ("connectors", "sync"),
        ("http", "connectors"),
        ("http", "oauth"),
        ("http", "transport"),
        ("http", "vault"),
        ("store", "http"),
        ("store", "sync"),
        ("sync", "http"),
        ("intake", "http"),
        ("intake", "sync"),
    ] {
        let met = mentions(folder, never);
        assert!(met.is_empty(), "{folder} must not know {never}:\n{}", met.join("\n"));
    }
}

#[test]
fn sql_stands_in_the_store_alone() {
    let mut strays = Vec::new();
    for (file, text) in server("") {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !file.contains("/store/") && code.contains("sqlx::") {
            strays.push(file);
        }
    }
    assert!(strays.is_empty(), "sqlx outside of the store: {strays:?}");
}

#[test]
fn every_store_function_but_those_of_entry_and_lanes_takes_a_scope() {
    let mut strays = Vec::new();
    for (file, text) in server("store") {
        // Beside entry and lanes: what is about the database as a whole.
        let exempt = ["/entry.rs", "/lane.rs", "/scope.rs", "/store/mod.rs", "/pulse.rs"];
        let whole = ["/transaction.rs", "/moving/mod.rs"];
        if exempt.iter().chain(&whole).any(|name| file.ends_with(name)) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for function in code.split("pub async fn ").skip(1) {
            let head = function.split('{').next().unwrap_or_default();
            if !head.contains("&Scope") {
                strays.push(format!("{file}: {}", head.split('(').next().unwrap_or_default()));
            }
        }
    }
    assert!(strays.is_empty(), "without a scope (R50):\n{}", strays.join("\n"));
}
