//! The peers: published programs, installed as their projects ship them.

use super::Bench;
use crate::run::read;
use crate::setup::{debian, node};
use anyhow::Result;

/// Debian's packages: the plain-text accounting programs, and GNU time, which reads their memory.
const PACKAGES: [(&str, &str); 4] =
    [("ledger", "ledger"), ("hledger", "hledger"), ("bean-query", "beancount"), ("time", "time")];

/// Installs what is missing.
pub(super) fn install(bench: &Bench<'_>) -> Result<()> {
    let missing = |(program, _): &&(&str, &str)| bench.place.which(program).is_none();
    let packages: Vec<&str> =
        PACKAGES.iter().filter(missing).map(|(_, package)| *package).collect();
    debian::may_install(bench.place, &packages)?;
    if !packages.is_empty() {
        println!("Installing {}", packages.join(", "));
        debian::install(bench.place, &packages)?;
    }
    node::clean_install(bench.place, &bench.source.join("js"), "bench-peers")
}

/// The plain-text accounting programs with their versions.
pub(super) fn journals(bench: &Bench<'_>) -> Vec<String> {
    let programs = ["ledger", "hledger", "bean-report"];
    programs.into_iter().map(|program| version(bench, program)).collect()
}

/// Node.js and the rules engines with their versions.
pub(super) fn engines(bench: &Bench<'_>) -> Vec<String> {
    let lock = include_str!("../../../tests/bench/js/package.json");
    let npm = lock.lines().filter(|line| line.contains("zen-engine") || line.contains("logic-js"));
    let npm = npm.map(|line| line.replace(['"', ','], "").trim().to_owned());
    [format!("Node.js {}", version(bench, "node"))].into_iter().chain(npm).collect()
}

fn version(bench: &Bench<'_>, program: &str) -> String {
    let said = read(bench.place.command(program).arg("--version")).unwrap_or_default();
    said.lines().next().unwrap_or_default().to_owned()
}
