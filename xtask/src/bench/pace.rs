//! B6: an export of ten thousand documents under Business Central's documented limits.

use super::Bench;
use super::race::Score;
use super::report::{Goal, Table};
use super::tests;
use crate::run::read;
use anyhow::{Context, Result};
use serde_json::Value;

/// How many documents are exported.
const DOCUMENTS: &str = "10000";

/// Who exports, by the name that the program takes; and whether the parts of a batch count.
const RACES: [(&str, &str, bool); 6] = [
    ("Waypost, requests count", "waypost", false),
    ("token bucket (governor), requests count", "bucket", false),
    ("fixed delay, requests count", "fixed", false),
    ("Waypost, parts count", "waypost", true),
    ("token bucket (governor), parts count", "bucket", true),
    ("fixed delay, parts count", "fixed", true),
];

const ABOUT: &str = "Business Central's limits for one app registration, enforced by the sandbox: 6,000 \
    requests in any five minutes and 5 at once, 100 operations in a batch. Whether each of those counts \
    is documented nowhere, so both are measured. A document takes five operations: look up, create, \
    post, read again, read its ledger entries; ideal is the least time that windows and places leave \
    for 50,000 of them, a hundred to a request. Time is the sandbox's: a request takes 80 ms there and \
    back, an operation 30 ms, a creating one 250 ms, a posting one 400 ms (assumed: no figures are \
    published), and nothing that this machine does takes any. Waypost learns from refusals whether \
    parts count: until it knows, some requests are refused, and none after that. It leaves a twentieth \
    of the window to others. The peers keep nothing on a disk.";

/// Lets everyone export, and compares with the least time there is.
pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    println!("B6: {DOCUMENTS} documents under Business Central's limits");
    let program = tests::program(bench, "pace")?;
    let mut scores = Vec::new();
    let mut goals = Vec::new();
    for (name, sender, parts_count) in RACES {
        let mut pace = bench.place.command(&program);
        pace.args(["--documents", DOCUMENTS, "--sender", sender]);
        if parts_count {
            pace.arg("--parts-count");
        }
        let said = tests::in_memory(&mut pace);
        let said: Value = serde_json::from_str(&read(said)?).context("pace prints JSON")?;
        println!("  {name}: {said}");
        let seconds = said["seconds"].as_f64().context("pace says how long it took")?;
        let ideal = said["ideal_seconds"].as_f64().context("pace says what is ideal")?;
        scores.push(Score { name, took: seconds, megabytes: 0.0 });
        if sender == "waypost" {
            let refused = said["refused"].as_f64().unwrap_or(f64::NAN);
            let (ratio, most) = if parts_count {
                ("ideal ÷ actual, parts count", "requests refused until that was learned")
            } else {
                ("ideal ÷ actual, requests count", "requests refused")
            };
            goals.push(Goal::at_least(ratio, 0.97, ideal / seconds));
            // One for each place that was in use when the window was first found full.
            goals.push(Goal::at_most(most, if parts_count { 5.0 } else { 0.0 }, refused));
        }
    }
    Ok(Table {
        title: "an export under the documented limits",
        about: ABOUT,
        peers: vec!["governor 0.10".to_owned()],
        unit: "seconds",
        scores,
        goals,
    })
}
