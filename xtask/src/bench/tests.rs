//! The programs of the tests that measure what only they can play: books, clocks, companies.

use super::Bench;
use crate::run::logged;
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where files lie in memory.
const MEMORY: &str = "/dev/shm";

/// Builds the program of this name, optimised, with the checks of the simulation.
pub(super) fn program(bench: &Bench<'_>, name: &str) -> Result<PathBuf> {
    println!("  building {name}");
    let mut cargo = bench.place.cargo();
    cargo.args(["build", "--profile", "simulation", "--package", "waypost-tests"]).args([
        "--features",
        "bench",
        "--bin",
        name,
    ]);
    logged(&mut cargo, &bench.place.log("bench-tests"))?;
    Ok(bench.place.target.join("simulation").join(name))
}

/// The same with its database in memory, where the disk is no part of what is measured.
pub(super) fn in_memory(command: &mut Command) -> &mut Command {
    if Path::new(MEMORY).is_dir() {
        command.env("TMPDIR", MEMORY);
    }
    command
}

/// Builds the server as it is shipped.
pub(super) fn server(bench: &Bench<'_>) -> Result<PathBuf> {
    println!("  building waypost");
    let mut cargo = bench.place.cargo();
    cargo.args(["build", "--release", "--package", "waypost-server"]);
    logged(&mut cargo, &bench.place.log("bench-server"))?;
    Ok(bench.place.target.join("release/waypost"))
}
