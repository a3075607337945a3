//! `cargo xtask bench`: Waypost against published programs, on the same input, in one run.
//!
//! Invariant: nothing is timed before every peer has come to the same figures; what is reported are
//! ratios of medians over rounds in which the peers took turns.

mod journal;
mod peers;
mod race;
mod report;
mod resolve;

use crate::place::Place;
use crate::run::{logged, read};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// What to measure, and how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Documents of B5
    #[arg(long, default_value_t = 100_000)]
    documents: usize,
    /// How often the peers take turns
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Compare instead: a million documents by chance, natively and in Chromium, to the byte
    #[arg(long)]
    pub(crate) parity: bool,
}

/// The folders and programs of one run.
struct Bench<'a> {
    place: &'a Place,
    /// The crate of the peers.
    source: PathBuf,
    /// Input and built peers.
    work: PathBuf,
    rounds: usize,
}

/// Measures everything and writes `docs/benchmarks.md`.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    let bench = Bench {
        place,
        source: place.root.join("tests/bench"),
        work: place.target.join("bench"),
        rounds: options.rounds,
    };
    peers::install(&bench)?;
    bench.build()?;
    let prepare = bench.work.join("release/prepare");
    let mut prepare = place.command(prepare);
    prepare.arg(bench.input()).arg(options.documents.to_string());
    let lines: u64 = read(&mut prepare)?.parse().context("prepare prints how many lines B5 has")?;
    let resolving = resolve::race(&bench)?;
    let booking = journal::race(&bench, lines)?;
    let page = report::page(&bench, options, &[resolving, booking]);
    println!("{page}");
    fs::write(place.root.join("docs/benchmarks.md"), page)?;
    Ok(())
}

impl Bench<'_> {
    /// The folder of the input.
    fn input(&self) -> PathBuf {
        self.work.join("input")
    }

    /// The program that is measured.
    fn waypost(&self) -> PathBuf {
        self.place.target.join("release/waypost")
    }

    fn build(&self) -> Result<()> {
        println!("Building Waypost and the peers, optimised");
        let log = self.place.log("bench-build");
        logged(
            self.place.cargo().args(["build", "--release", "--package", "waypost-server"]),
            &log,
        )?;
        let mut native = self.place.cargo();
        native.current_dir(&self.source).env("CARGO_TARGET_DIR", &self.work);
        logged(native.args(["build", "--release", "--bins", "--locked"]), &log)?;
        resolve::build_wasm(self, &log)
    }
}
