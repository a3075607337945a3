//! `cargo xtask fuzz`: every public format, with coverage, from the golden inputs.
//!
//! The targets stand in `tests/fuzz`, outside of the workspace. They need flags of the compiler that are
//! not stable: a nightly where there is one, else the stable compiler told to take them.

use crate::place::Place;
use crate::run::{read, shown};
use crate::setup::cargo_tool::FUZZ;
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::process::Command;

/// What to fuzz and for how long.
#[derive(Args)]
pub(crate) struct Options {
    /// Seconds for each format
    #[arg(long, default_value_t = 60)]
    seconds: u32,
    /// This format alone
    #[arg(long)]
    only: Option<String>,
}

/// Runs the targets one after another.
///
/// # Errors
/// The first format with a crash; cargo-fuzz has said where the input is kept.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    FUZZ.obtain(place)?;
    let seeds = place.target.join("fuzz-seeds");
    shown(
        place
            .cargo()
            .args(["test", "--quiet", "--package", "waypost-core", "--test", "hostile", "seeds"])
            .env("WAYPOST_SEEDS", &seeds),
    )
    .context("the golden inputs could not be written")?;
    let listed = read(fuzzer(place).arg("list"))?;
    let wanted = |name: &&str| options.only.as_ref().is_none_or(|only| only == name);
    let targets: Vec<&str> = listed.lines().filter(wanted).collect();
    anyhow::ensure!(
        !targets.is_empty(),
        "no such format; there are: {}",
        listed.replace('\n', ", ")
    );
    for target in targets {
        println!("Fuzzing {target} for {} s", options.seconds);
        let corpus = place.target.join("fuzz-corpus").join(target);
        fs::create_dir_all(&corpus)?;
        shown(
            fuzzer(place)
                .args(["run", target])
                .arg(&corpus)
                .arg(seeds.join(target))
                .arg("--")
                .arg(format!("-max_total_time={}", options.seconds))
                .args(["-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"]),
        )
        .with_context(|| format!("{target} crashed or was too slow"))?;
    }
    Ok(())
}

fn fuzzer(place: &Place) -> Command {
    let mut command = place.command("cargo");
    if read(place.command("rustup").args(["run", "nightly", "rustc", "--version"])).is_ok() {
        command.env("RUSTUP_TOOLCHAIN", "nightly");
    } else {
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    command
        .arg("fuzz")
        .env("CARGO_TARGET_DIR", place.target.join("fuzz"))
        .current_dir(place.root.join("tests/fuzz"));
    command
}
