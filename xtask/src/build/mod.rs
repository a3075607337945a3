//! `cargo xtask build`: the interface, its sizes, then the programs that serve it.
//!
//! Invariant: no release of the server is built around an interface older than its sources.

pub(crate) mod bindgen;
mod border;
mod compress;
mod fingerprint;
mod interface;
mod likeness;
pub(crate) mod module;
pub(crate) mod npm;
mod optimise;
mod sizes;
mod small;
mod split;
mod style;

pub(crate) use split::bind;

use crate::place::Place;
use crate::run::shown;
use crate::step::words;
use anyhow::Result;
use std::path::PathBuf;
use std::time::Instant;

/// The package and program of the server and of the accounting system's stand-in.
const PROGRAMS: [(&str, &str); 2] =
    [("waypost-server", "waypost"), ("waypost-sandbox", "waypost-sandbox")];

/// What is built, linted and tested as native code: the interface, too, whose rules need no browser.
/// Nobody in the workspace asks for what JavaScript calls: it is named here.
pub(crate) const NATIVE: [&str; 3] = ["--workspace", "--features", "waypost-core/js"];

/// Builds everything.
///
/// # Errors
/// What does not build, or a screen over its limit.
pub(crate) fn run(place: &Place, release: bool) -> Result<()> {
    let excess = interface(place)?;
    programs(place, release)?;
    sizes::must_be_within_limit(excess)
}

/// Builds the interface and holds it to its size limit.
pub(crate) fn small_interface(place: &Place) -> Result<()> {
    sizes::must_be_within_limit(interface(place)?)
}

/// Builds the interface where its sources have changed, prints what a browser has to load, and
/// returns what is over its limit. A demo goes on all the same: that hinders nobody.
pub(crate) fn interface(place: &Place) -> Result<sizes::Excess> {
    let sources = fingerprint::of_sources(place)?;
    if fingerprint::is_current(place, sources) {
        println!("Interface: nothing has changed since it was built");
    } else {
        let started = Instant::now();
        fingerprint::forget(place)?;
        interface::build(place)?;
        compress::all(&place.dist())?;
        fingerprint::remember(place, sources)?;
        println!("Interface: built in {}", words(started.elapsed()));
    }
    sizes::report(&place.dist())
}

/// Builds the server and the sandbox.
pub(crate) fn programs(place: &Place, release: bool) -> Result<()> {
    let started = Instant::now();
    println!("Programs: building the server and the sandbox …");
    let mut cargo = place.cargo();
    cargo.args(["build", "--bins"]);
    for (package, _) in PROGRAMS {
        cargo.args(["--package", package]);
    }
    if release {
        cargo.arg("--release");
    }
    shown(&mut cargo)?;
    println!("Programs: done in {}", words(started.elapsed()));
    Ok(())
}

/// Builds the programs together with every native test, so that both share their dependencies:
/// built apart, cargo would compile those twice, with different features. Clippy compiles what is
/// ours.
pub(crate) fn programs_and_tests(place: &Place) -> Result<()> {
    shown(place.linting_cargo().args(["build", "--all-targets"]).args(NATIVE))
}

/// The server's program, built without `--release`.
pub(crate) fn server(place: &Place) -> PathBuf {
    place.target.join("debug").join(PROGRAMS[0].1)
}

/// The sandbox's program, built without `--release`.
pub(crate) fn sandbox(place: &Place) -> PathBuf {
    place.target.join("debug").join(PROGRAMS[1].1)
}

/// The program that makes companies by chance, built without `--release`.
pub(crate) fn generate(place: &Place) -> PathBuf {
    place.target.join("debug").join("waypost-generate")
}

/// The program that starts a throwaway PostgreSQL, built without `--release`.
pub(crate) fn postgres(place: &Place) -> PathBuf {
    place.target.join("debug").join("waypost-postgres")
}
