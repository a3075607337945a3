//! Those who take part in B7, built, and their databases filled.

use super::{Bench, OPERATIONS};
use crate::bench::tests;
use crate::run::{logged, read};
use crate::setup::node;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A queue that is ready: the command of each worker, and the file that it writes to.
pub(super) struct Ready {
    pub(super) workers: [(Command, PathBuf); 2],
}

/// Builds what works on them.
pub(super) fn build(bench: &Bench<'_>) -> Result<()> {
    tests::program(bench, "operations")?;
    println!("  building apalis");
    let mut cargo = bench.place.cargo();
    cargo.current_dir(source(bench, "apalis")).env("CARGO_TARGET_DIR", &bench.work);
    logged(cargo.args(["build", "--release", "--locked"]), &bench.place.log("bench-apalis"))?;
    node::clean_install(bench.place, &source(bench, "graphile"), "bench-graphile")
}

fn source(bench: &Bench<'_>, peer: &str) -> PathBuf {
    bench.source.join("queues").join(peer)
}

fn books(folder: &Path, at: usize) -> PathBuf {
    folder.join(format!("books-{at}"))
}

/// Waypost's store, two lanes of it.
pub(super) fn waypost(bench: &Bench<'_>, folder: &Path, url: &str) -> Result<Ready> {
    let program = bench.place.target.join("simulation/operations");
    let on = if url.is_empty() { "sqlite" } else { "postgres" };
    let mut prepare = bench.place.command(&program);
    prepare.args(["prepare", "--on", on, "--documents", &OPERATIONS.to_string()]);
    prepare.env("TMPDIR", folder);
    if !url.is_empty() {
        prepare.env("WAYPOST_POSTGRES", url);
    }
    let said = read(&mut prepare)?;
    let mut said = said.lines();
    let database = said.next().context("prepare says where")?.to_owned();
    let mut worker = |at: usize| -> Result<(Command, PathBuf)> {
        let books = books(folder, at);
        let mut work = bench.place.command(&program);
        let tenant = said.next().context("prepare says whose")?;
        work.args(["work", "--database", &database, "--tenant", tenant, "--books"]).arg(&books);
        Ok((work, books))
    };
    Ok(Ready { workers: [worker(0)?, worker(1)?] })
}

/// apalis, one queue in a file.
pub(super) fn apalis(bench: &Bench<'_>, folder: &Path, _: &str) -> Result<Ready> {
    let program = bench.work.join("release/waypost-bench-apalis");
    let database = folder.join("apalis.db");
    let mut prepare = bench.place.command(&program);
    read(prepare.arg("prepare").arg(&database).arg(OPERATIONS.to_string()))?;
    let worker = |at: usize| {
        let books = books(folder, at);
        let mut work = bench.place.command(&program);
        work.arg("work").arg(&database).arg(&books);
        (work, books)
    };
    Ok(Ready { workers: [worker(0), worker(1)] })
}

/// graphile-worker, one queue in PostgreSQL. It says nothing of each job, as when its project times it.
pub(super) fn graphile(bench: &Bench<'_>, folder: &Path, url: &str) -> Result<Ready> {
    let script = |name: &str| {
        let mut node = bench.place.command("node");
        node.current_dir(source(bench, "graphile")).env("NO_LOG_SUCCESS", "1").arg(name).arg(url);
        node
    };
    read(script("prepare.mjs").arg(OPERATIONS.to_string()))?;
    let worker = |at: usize| {
        let books = books(folder, at);
        let mut work = script("work.mjs");
        work.arg(&books);
        (work, books)
    };
    Ok(Ready { workers: [worker(0), worker(1)] })
}
