//! B8: what the server needs for companies that are connected and idle.

use super::Bench;
use super::race::Score;
use super::report::{Goal, Table};
use super::tests;
use crate::run::read;
use anyhow::{Context, Result};
use serde_json::Value;

const ABOUT: &str = "`waypost serve`, built as it is shipped, on a SQLite database whose companies are \
    connected and have nothing to do: milliseconds until `/healthz` answers, and memory (RSS) five \
    seconds later, after it has looked at every lane. Medians of five starts. There is no peer: the \
    goals are absolute.";

/// Memory that the server may use without companies, and for each of them, in MB.
const BASE_MB: f64 = 20.0;
const EACH_MB: f64 = 0.5;
/// A start in milliseconds.
const START_MS: f64 = 50.0;

/// Companies, and what the goals about them are called.
const SIZES: [(&str, &str, &str, f64); 3] = [
    ("no company", "ms to start, no company", "MB, no company", 0.0),
    ("100 companies", "ms to start, 100 companies", "MB, 100 companies", 100.0),
    ("1,000 companies", "ms to start, 1,000 companies", "MB, 1,000 companies", 1_000.0),
];

/// Starts it with none, a hundred and a thousand.
pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    println!("B8: a server at rest");
    let server = tests::server(bench)?;
    let program = tests::program(bench, "footprint")?;
    let mut scores = Vec::new();
    let mut goals = Vec::new();
    for (name, start, memory, companies) in SIZES {
        let mut footprint = bench.place.command(&program);
        footprint.args(["--tenants", &companies.to_string()]).env("WAYPOST_SERVER_BIN", &server);
        let said = read(&mut footprint)?;
        println!("  {said}");
        let said: Value = serde_json::from_str(&said).context("footprint prints JSON")?;
        let figure = |name: &str| said[name].as_f64().context("footprint prints figures");
        let (start_ms, memory_mb) = (figure("start_ms")?, figure("memory_kb")? / 1024.0);
        scores.push(Score { name, took: start_ms, megabytes: memory_mb });
        goals.push(Goal::at_most(start, START_MS, start_ms));
        goals.push(Goal::at_most(memory, BASE_MB + EACH_MB * companies, memory_mb));
    }
    Ok(Table {
        title: "a server at rest",
        about: ABOUT,
        peers: vec!["none".to_owned()],
        unit: "ms to start",
        scores,
        goals,
    })
}
