//! `cargo xtask bench`: Waypost against published programs, on the same input, in one run.
//!
//! Each benchmark stands in a file of its own and in [`RACES`]. Invariant: nothing is timed before
//! every peer has come to the same figures; what is reported are ratios of medians over rounds in
//! which the peers took turns.

mod company;
mod footprint;
mod journal;
mod operations;
mod pace;
mod peers;
mod race;
mod report;
mod resolve;
mod screen;
mod tests;

use crate::place::Place;
use anyhow::Result;
use clap::builder::PossibleValuesParser;
use company::Company;
use report::Table;
use std::cell::OnceCell;
use std::fs;
use std::path::PathBuf;

/// The benchmarks by name, in the order of the page.
const RACES: [(&str, Race); 8] = [
    ("B1", resolve::race),
    ("B2", screen::edit),
    ("B3", screen::picker),
    ("B4", screen::start),
    ("B5", journal::race),
    ("B6", pace::race),
    ("B7", operations::race),
    ("B8", footprint::race),
];

/// Measures, after all peers have come to the same figures.
type Race = fn(&Bench<'_>) -> Result<Table>;

/// What to measure, and how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure this one alone, such as B1; the page keeps what it says of the others
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(RACES.map(|(name, _)| name)))]
    only: Option<String>,
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
    documents: usize,
    rounds: usize,
    /// Set once the company that B1 and B5 measure is at hand.
    company: OnceCell<Company>,
}

/// Measures, and writes `docs/benchmarks.md`.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    let bench = Bench {
        place,
        source: place.root.join("tests/bench"),
        work: place.target.join("bench"),
        documents: options.documents,
        rounds: options.rounds,
        company: OnceCell::new(),
    };
    let page = place.root.join("docs/benchmarks.md");
    for (name, race) in RACES {
        if options.only.as_deref().is_none_or(|only| only == name) {
            let section = report::section(&bench, name, &race(&bench)?);
            println!("{section}");
            let before = fs::read_to_string(&page).unwrap_or_default();
            fs::write(&page, report::page(&before, &section, &RACES.map(|(name, _)| name)))?;
        }
    }
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
}
