//! B1: ten thousand lines with their paths after one edit of the mapping.

use super::race::{Lap, Peer, Score, race as run_race};
use super::report::{Goal, Table};
use super::{Bench, peers};
use crate::build::bindgen;
use crate::run::{logged, read};
use crate::setup::rust::{WASM, browser_toolchain};
use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const NATIVE: &str = "core, native";
const IN_WASM: &str = "core, WASM in Node.js";
const TYPED: &str = "JavaScript, typed arrays";
const MAPS: &str = "JavaScript, maps by slot path";
const LOGIC: &str = "json-logic-js";
const ZEN: &str = "zen-engine";

pub(super) fn build_wasm(bench: &Bench<'_>, log: &Path) -> Result<()> {
    let toolchain = browser_toolchain(bench.place)
        .context("the WASM target is missing: run `cargo xtask setup`")?;
    let mut cargo = bench.place.cargo();
    toolchain.apply(bench.place, &mut cargo);
    cargo.current_dir(&bench.source).env("CARGO_TARGET_DIR", &bench.work);
    logged(cargo.args(["build", "--release", "--lib", "--target", WASM]), log)?;
    let module = bench.work.join(WASM).join("release/waypost_bench.wasm");
    let options = ["--target", "nodejs", "--out-dir"].map(OsString::from);
    bindgen::join(options.into_iter().chain([bench.work.join("wasm").into(), module.into()]))
}

pub(super) fn race(bench: &Bench<'_>) -> Result<Table> {
    bench.company()?;
    println!("B1: ten thousand lines after one edit");
    let names = [NATIVE, IN_WASM, TYPED, MAPS, LOGIC, ZEN];
    let mut expected = None;
    for name in names {
        let digest = read(command(bench, name).arg("check"))?;
        let expected = expected.get_or_insert_with(|| digest.clone());
        ensure!(digest == *expected, "{name} comes to other lines than core; nothing was timed");
    }
    let lap = |name| {
        let nanoseconds = read(&mut command(bench, name))?;
        let took = nanoseconds.parse().with_context(|| format!("{name} printed {nanoseconds}"))?;
        Ok(Lap { took, megabytes: 0.0 })
    };
    let racers: Vec<Peer<'_>> =
        names.into_iter().map(|name| Peer { name, lap: Box::new(move || lap(name)) }).collect();
    let engines = peers::engines(bench);
    Ok(table(run_race(&racers, bench.rounds)?, engines))
}

fn command(bench: &Bench<'_>, name: &str) -> Command {
    let script = match name {
        NATIVE => return bench.place.command(bench.work.join("release/native")),
        IN_WASM => "wasm.mjs",
        TYPED => "typed.mjs",
        MAPS => "maps.mjs",
        LOGIC => "logic.mjs",
        _ => "zen.mjs",
    };
    let mut node = bench.place.command("node");
    node.arg(bench.source.join("js").join(script)).arg(bench.input());
    node.arg(bench.work.join("wasm/waypost_bench.js"));
    node
}

fn table(scores: Vec<Score>, peers: Vec<String>) -> Table {
    let took =
        |name| scores.iter().find(|score| score.name == name).map_or(f64::NAN, |score| score.took);
    let wasm = took(IN_WASM);
    let goals = vec![
        Goal::at_least("million lines a second, native", 50.0, 1e3 / took(NATIVE)),
        Goal::at_most("WASM's time ÷ typed arrays'", 1.5, wasm / took(TYPED)),
        Goal::at_least("maps' time ÷ WASM's", 20.0, took(MAPS) / wasm),
        Goal::at_least("zen-engine's time ÷ WASM's", 1_000.0, took(ZEN) / wasm),
        Goal::at_least("json-logic's time ÷ WASM's", 1_000.0, took(LOGIC) / wasm),
    ];
    Table {
        title: "resolve ten thousand lines with their paths after one edit",
        about: "5,000 accounts, 500 rows, about 10,000 lines in 2,500 documents, one line of ten of an \
                unknown item. A turn is one edit of the mapping and the account, level and path of \
                every line. The mapping is not read again: core and the JavaScript with typed arrays \
                have turned items and slots into numbers before.",
        peers,
        unit: "ns a line",
        scores,
        goals,
    }
}
