//! `cargo xtask simulate`: sync's worst days, played from seeds until the books are judged.
//!
//! What may happen stands in `tests/simulation`. The database lies in memory where the machine has room
//! for it there: every write and its order is the same, only the disk is not waited for.

use crate::place::Place;
use crate::run::shown;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Where files lie in memory.
const MEMORY: &str = "/dev/shm";

/// Which seeds; handed on to the program that plays them.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// `--seeds 1000`, `--seed 42`, `--luck deaths`, `--payments` …; `-- --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    flags: Vec<OsString>,
}

/// Plays the seeds.
///
/// # Errors
/// A seed after which something was lost, doubled, stuck or wrong; the program has said which.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    shown(program(place, "simulate").args(&options.flags))
        .context("play the failing seed alone with --seed to read its history")
}

/// A program of the tests, optimised, with its files in memory.
fn program(place: &Place, name: &str) -> Command {
    let mut cargo = place.cargo();
    cargo
        .args(["run", "--quiet", "--profile", "simulation", "--package", "waypost-tests"])
        .args(["--bin", name, "--"]);
    if Path::new(MEMORY).is_dir() {
        cargo.env("TMPDIR", MEMORY);
    }
    cargo
}
