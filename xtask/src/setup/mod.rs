//! What the machine must have, what of it is there, and installing the rest.
//!
//! Invariant: nothing that is there in a usable version is installed again, and where we may not
//! install, the message is the command to type.

pub(crate) mod cargo_tool;
pub(crate) mod chromium;
pub(crate) mod debian;
mod distro;
mod need;
pub(crate) mod node;
pub(crate) mod rust;

use crate::place::Place;
use crate::step::{Steps, words};
use anyhow::{Result, bail, ensure};
use clap::ValueEnum;
use need::Need;
use std::thread;
use std::time::Instant;

/// What the tools are for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Purpose {
    /// Build and show the product
    Demo,
    /// Build and run every test
    Test,
}

/// One thing to install, with the words that announce it.
type Job<'a> = (String, Box<dyn Fn() -> Result<()> + Send + Sync + 'a>);

/// Installs what is missing for `purpose`.
///
/// # Errors
/// What could not be installed, with the command that a person can run.
pub(crate) fn run(place: &Place, purpose: Purpose) -> Result<()> {
    let started = Instant::now();
    let mut missing = report(place, purpose);
    if missing.is_empty() {
        return Ok(());
    }
    let distro = obtain_rust_parts(place, &mut missing)?;
    let mut packages: Vec<&str> = missing.iter().filter_map(|need| need.package()).collect();
    if distro {
        packages.extend(distro::PACKAGES);
    }
    debian::may_install(place, &packages)?;

    let (compiled, fetched) = jobs(place, &missing, packages, distro);
    let steps = Steps::of(compiled.len() + fetched.len());
    // Compiling is bound by the processor and fetching by the network: together they take as
    // long as compiling alone.
    let (left, right) = thread::scope(|scope| {
        let left = scope.spawn(|| work_off(&steps, 1, &compiled));
        let right = work_off(&steps, 1 + compiled.len(), &fetched);
        (left.join(), right)
    });
    right?;
    left.unwrap_or_else(|_| {
        bail!("compiling the tools was cut short: run the same command again")
    })?;

    let still: Vec<String> =
        Need::of(purpose).filter(|need| need.found(place).is_none()).map(Need::advice).collect();
    ensure!(still.is_empty(), "Still missing after installing:\n  {}", still.join("\n  "));
    println!("Setup: done in {}", words(started.elapsed()));
    Ok(())
}

/// Prints what is there and returns what is not.
fn report(place: &Place, purpose: Purpose) -> Vec<Need> {
    let mut there = Vec::new();
    let mut missing = Vec::new();
    for need in Need::of(purpose) {
        match need.found(place) {
            Some(version) => there.push(format!("{} {version}", need.name()).trim().to_owned()),
            None => missing.push(need),
        }
    }
    println!("Setup: there are {}", there.join(", "));
    if !missing.is_empty() {
        let names: Vec<&str> = missing.iter().map(|need| need.name()).collect();
        println!("Setup: missing are {}", names.join(", "));
    }
    missing
}

/// Asks rustup for what it can bring; true when the WASM target must come from the distribution.
fn obtain_rust_parts(place: &Place, missing: &mut Vec<Need>) -> Result<bool> {
    if missing.contains(&Need::Lints) {
        rust::add_components(place)?;
        missing.retain(|need| *need != Need::Lints);
    }
    if !missing.contains(&Need::WasmTarget) {
        return Ok(false);
    }
    missing.retain(|need| *need != Need::WasmTarget);
    match rust::add_wasm_target(place) {
        Ok(()) => Ok(false),
        Err(error) => {
            let said = format!("{error:#}");
            println!("Setup: rustup cannot bring it: {}", said.lines().last().unwrap_or_default());
            println!("Setup: taking the WASM target from the distribution instead");
            Ok(true)
        }
    }
}

fn jobs<'a>(
    place: &'a Place,
    missing: &[Need],
    packages: Vec<&'a str>,
    distro: bool,
) -> (Vec<Job<'a>>, Vec<Job<'a>>) {
    let mut compiled: Vec<Job<'a>> = Vec::new();
    let mut fetched: Vec<Job<'a>> = Vec::new();
    if !packages.is_empty() {
        let what = format!("Installing the packages {}", packages.join(" "));
        fetched.push((what, Box::new(move || debian::install(place, &packages))));
    }
    for need in missing {
        match need {
            Need::Trunk => compiled.push(cargo_tool::TRUNK.job(place)),
            Need::WasmOpt => fetched.push((
                "Installing wasm-opt from npm".into(),
                Box::new(move || node::install_tools(place)),
            )),
            Need::BrowserPackages => fetched.push((
                "Installing Playwright and axe from npm".into(),
                Box::new(move || node::install_browser_packages(place)),
            )),
            Need::Compiler | Need::WasmTarget | Need::Lints => {}
            Need::Node | Need::Npm | Need::Chromium | Need::Postgres => {}
        }
    }
    if distro {
        fetched.push((
            "Compiling Rust's standard library for WASM (about 1 min)".into(),
            Box::new(move || distro::build_std(place)),
        ));
    }
    (compiled, fetched)
}

fn work_off(steps: &Steps, first: usize, jobs: &[Job<'_>]) -> Result<()> {
    for (number, (what, work)) in (first..).zip(jobs) {
        steps.take(number, what, work)?;
    }
    Ok(())
}
