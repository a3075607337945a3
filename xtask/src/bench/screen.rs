//! B2 to B4: the mapping screen beside the same screen made with published libraries, in Chromium.
//!
//! The stories in `tests/browser/bench` measure; here the peers are built, and what was measured
//! becomes tables.

use super::Bench;
use super::race::Score;
use super::report::{Goal, Table};
use crate::build;
use crate::parity;
use crate::run::{logged, shown};
use crate::setup::node;
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

const WAYPOST: &str = "Waypost";
const REACT: &str = "React, TanStack Virtual and Downshift";
const VANILLA: &str = "vanilla, HyperList and a datalist";

/// What was measured: a row for each peer.
struct Figures(Vec<Value>);

/// Builds the peers, and measures one benchmark.
fn measure(bench: &Bench<'_>, name: &str) -> Result<Figures> {
    println!("{name}: the mapping screen in Chromium");
    fs::create_dir_all(&bench.work)?;
    build_peers(bench)?;
    build::interface(bench.place)?;
    build::programs(bench.place, true)?;
    let mut cargo = bench.place.cargo();
    shown(cargo.args(["build", "--release", "--package", "waypost-generate"]))?;
    let results = bench.work.join(format!("{name}.jsonl"));
    fs::write(&results, "")?;
    let release = |program: &str| bench.place.target.join("release").join(program);
    shown(
        parity::stories(bench.place)?
            .args(["bench/", "--grep", name])
            .env("WAYPOST_SERVER_BIN", release("waypost"))
            .env("WAYPOST_SANDBOX_BIN", release("waypost-sandbox"))
            .env("WAYPOST_GENERATE_BIN", release("waypost-generate"))
            .env("WAYPOST_BENCH_SOURCE", source(bench))
            .env("WAYPOST_BENCH_PEERS", bench.work.join("screens"))
            .env("WAYPOST_BENCH_RESULTS", &results)
            .env("WAYPOST_BENCH_ROUNDS", bench.rounds.to_string()),
    )?;
    let text = fs::read_to_string(&results)?;
    let rows = text.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>();
    Ok(Figures(rows.context("what the stories measured cannot be read")?))
}

/// The libraries of the peers with their versions.
fn peers() -> Vec<String> {
    let names = ["react-virtual", "downshift", "hyperlist", "lighthouse", "\"react\""];
    let package = include_str!("../../../tests/bench/browser/package.json");
    let lines = package.lines().filter(|line| names.iter().any(|name| line.contains(name)));
    lines.map(|line| line.replace(['"', ','], "").trim().to_owned()).collect()
}

fn source(bench: &Bench<'_>) -> PathBuf {
    bench.place.root.join("tests/bench/browser")
}

fn build_peers(bench: &Bench<'_>) -> Result<()> {
    let source = source(bench);
    node::clean_install(bench.place, &source, "bench-screens")?;
    let mut esbuild = bench.place.command(source.join("node_modules/.bin/esbuild"));
    esbuild
        .current_dir(&source)
        .args(["react=react.jsx", "vanilla=vanilla.mjs", "--bundle", "--minify", "--format=esm"])
        .args(["--jsx=automatic", "--alias:node:fs=./files.mjs"])
        .args([
            r#"--define:process.argv=["","","input"]"#,
            r#"--define:process.env.NODE_ENV="production""#,
        ])
        .arg(format!("--outdir={}", bench.work.join("screens").display()));
    logged(&mut esbuild, &bench.place.log("bench-screens-build"))
}

impl Figures {
    /// A figure of a peer; not a number where it was not measured.
    fn of(&self, bench: &str, peer: &str, figure: &str) -> f64 {
        let rows = self.0.iter().filter(|row| row["bench"] == bench && row["peer"] == peer);
        rows.filter_map(|row| row[figure].as_f64()).next_back().unwrap_or(f64::NAN)
    }

    fn score(&self, name: &'static str, bench: &str, peer: &str, figure: &str) -> Score {
        Score { name, took: self.of(bench, peer, figure), megabytes: 0.0 }
    }
}

/// B2.
pub(super) fn edit(bench: &Bench<'_>) -> Result<Table> {
    let figures = measure(bench, "B2")?;
    let of = |peer, figure| figures.of("B2", peer, figure);
    let score = |name, peer, figure| figures.score(name, "B2", peer, figure);
    Ok(Table {
        title: "an account is changed in the grid, and its preview painted",
        about: "5,000 accounts, 500 rows, one document of 10,000 lines open beside the grid. From the key \
                that chooses the account to the frame that shows what came of it, so a frame (16.7 ms) is \
                the least on average. The vanilla peer draws its lines with HyperList, the React peer with \
                TanStack Virtual; both resolve with B1's typed arrays.",
        peers: peers(),
        unit: "ms",
        scores: vec![
            score("Waypost, half of the edits", WAYPOST, "p50"),
            score("Waypost, 95 of 100", WAYPOST, "p95"),
            score("vanilla, half of the edits", VANILLA, "p50"),
            score("vanilla, 95 of 100", VANILLA, "p95"),
            score("React, half of the edits", REACT, "p50"),
            score("React, 95 of 100", REACT, "p95"),
        ],
        goals: vec![
            Goal::at_most("ms for half of the edits", 17.0, of(WAYPOST, "p50")),
            Goal::at_most("ms for 95 of 100", 33.0, of(WAYPOST, "p95")),
            Goal::at_most(
                "Waypost's time ÷ vanilla's",
                1.25,
                of(WAYPOST, "p50") / of(VANILLA, "p50"),
            ),
        ],
    })
}

/// B3.
pub(super) fn picker(bench: &Bench<'_>) -> Result<Table> {
    let figures = measure(bench, "B3")?;
    let score = |name, bench, peer| figures.score(name, bench, peer, "p95");
    Ok(Table {
        title: "a key is pressed in the picker, and the accounts painted",
        about: "From the key to the frame that shows the accounts, 95 of 100 keys. The browser draws a \
                datalist's options outside of the page, so of that peer only the page's own frame is \
                measured: less than what a person waits for.",
        peers: peers(),
        unit: "ms",
        scores: vec![
            score("Waypost, 5,000 accounts", "B3 5000", WAYPOST),
            score("Waypost, 20,000 accounts", "B3 20000", WAYPOST),
            score("Downshift, 5,000 accounts", "B3 5000", REACT),
            score("Downshift, 20,000 accounts", "B3 20000", REACT),
            score("datalist, 5,000 accounts", "B3 5000", VANILLA),
            score("datalist, 20,000 accounts", "B3 20000", VANILLA),
        ],
        goals: vec![
            Goal::at_most("ms with 5,000 accounts", 17.0, figures.of("B3 5000", WAYPOST, "p95")),
            Goal::at_most("ms with 20,000 accounts", 33.0, figures.of("B3 20000", WAYPOST, "p95")),
        ],
    })
}

/// B4.
pub(super) fn start(bench: &Bench<'_>) -> Result<Table> {
    let figures = measure(bench, "B4")?;
    let of = |figure| figures.of("B4", WAYPOST, figure);
    let score = |name, peer, figure| figures.score(name, "B4", peer, figure);
    Ok(Table {
        title: "what the mapping screen weighs, and how it starts",
        about: "Lighthouse, the median of five runs: a desk's screen, the processor slowed four times, the \
                network that of the loopback; 5,000 accounts, 500 rows, 2,500 documents waiting. The React \
                peer is the grid, the picker and the preview of that screen and nothing else of it: no \
                server, no saving, no review, no import.",
        peers: peers(),
        unit: "figure",
        scores: vec![
            score("Waypost, kB compressed", WAYPOST, "kilobytes"),
            score("React, kB compressed", REACT, "kilobytes"),
            score("Waypost, Lighthouse performance", WAYPOST, "performance"),
            score("React, Lighthouse performance", REACT, "performance"),
            score("Waypost, ms to the largest paint", WAYPOST, "paint"),
            score("React, ms to the largest paint", REACT, "paint"),
            score("Waypost, ms blocked", WAYPOST, "blocked"),
            score("React, ms blocked", REACT, "blocked"),
        ],
        goals: vec![
            Goal::at_most("kB compressed in all", 220.0, of("kilobytes")),
            Goal::at_least("Lighthouse, performance", 95.0, of("performance")),
            Goal::at_least("Lighthouse, accessibility", 100.0, of("accessibility")),
        ],
    })
}
