//! B6: an export of ten thousand documents under each system's documented limits.

use super::Bench;
use super::race::Score;
use super::report::{Goal, Table};
use super::tests;
use crate::run::read;
use anyhow::{Context, Result};
use serde_json::Value;

/// How many documents are exported.
const DOCUMENTS: &str = "10000";

/// One export.
struct Export {
    name: &'static str,
    /// As the program takes it.
    system: &'static str,
    /// As the program takes it.
    sender: &'static str,
    /// The parts of a batch count.
    parts_count: bool,
    /// What is asked of Waypost's: what the ratio and the refusals are called, and most of those.
    goal: Option<(&'static str, &'static str, f64)>,
}

const EXPORTS: [Export; 7] = [
    Export {
        name: "Business Central, Waypost, requests count",
        system: "business-central",
        sender: "waypost",
        parts_count: false,
        goal: Some((
            "ideal ÷ actual, Business Central, requests count",
            "requests refused, Business Central, requests count",
            0.0,
        )),
    },
    peer("Business Central, token bucket (governor), requests count", "bucket", false),
    peer("Business Central, fixed delay, requests count", "fixed", false),
    Export {
        name: "Business Central, Waypost, parts count",
        system: "business-central",
        sender: "waypost",
        parts_count: true,
        // One for each place that was in use when the window was first found full.
        goal: Some((
            "ideal ÷ actual, Business Central, parts count",
            "requests refused until that was learned, Business Central, parts count",
            5.0,
        )),
    },
    peer("Business Central, token bucket (governor), parts count", "bucket", true),
    peer("Business Central, fixed delay, parts count", "fixed", true),
    Export {
        name: "QuickBooks Online, Waypost",
        system: "quickbooks-online",
        sender: "waypost",
        parts_count: false,
        goal: Some((
            "ideal ÷ actual, QuickBooks Online",
            "requests refused, QuickBooks Online",
            0.0,
        )),
    },
];

const fn peer(name: &'static str, sender: &'static str, parts_count: bool) -> Export {
    Export { name, system: "business-central", sender, parts_count, goal: None }
}

const ABOUT: &str = "The documented limits, enforced by the sandbox. Business Central, for one app \
    registration: 6,000 requests in any five minutes and 5 at once, 100 operations in a batch; whether \
    each of those counts is documented nowhere, so both are measured. A document takes five operations \
    there: look up, create, post, read again, read its ledger entries; ideal is the least time that \
    windows and places leave for 50,000 of them, a hundred to a request. QuickBooks Online, for one \
    company and application: 40 batches of 30 and 500 requests a minute, 10 requests a second and 10 at \
    once; a document is looked up, thirty to a query, and made, thirty to a batch. Time is the sandbox's: \
    a request takes 80 ms there and back, an operation 30 ms, a creating one 250 ms, a posting one 400 ms \
    (assumed: no figures are published), and nothing that this machine does takes any. Waypost learns \
    from refusals whether Business Central counts parts: until it knows, some requests are refused, and \
    none after that. It leaves a fortieth of each window to others. The peers send to Business Central \
    alone, and keep nothing on a disk.";

/// Lets everyone export, and compares with the least time there is.
pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    println!("B6: {DOCUMENTS} documents under the documented limits");
    let program = tests::program(bench, "pace")?;
    let mut scores = Vec::new();
    let mut goals = Vec::new();
    for export in EXPORTS {
        let mut pace = bench.place.command(&program);
        pace.args(["--documents", DOCUMENTS, "--system", export.system]);
        pace.args(["--sender", export.sender]);
        if export.parts_count {
            pace.arg("--parts-count");
        }
        let said = tests::in_memory(&mut pace);
        let said: Value = serde_json::from_str(&read(said)?).context("pace prints JSON")?;
        println!("  {}: {said}", export.name);
        let figure = |name: &str| said[name].as_f64().with_context(|| format!("no {name}"));
        let seconds = figure("seconds")?;
        scores.push(Score { name: export.name, took: seconds, megabytes: 0.0 });
        if let Some((ratio, refused, most)) = export.goal {
            goals.push(Goal::at_least(ratio, 0.97, figure("ideal_seconds")? / seconds));
            goals.push(Goal::at_most(refused, most, figure("refused")?));
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
