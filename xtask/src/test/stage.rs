//! The stages of the test run, in their order: what fails fastest comes first.

use super::package;
use crate::build;
use crate::parity;
use crate::place::Place;
use crate::run::shown;
use crate::setup::rust::{WASM, browser_toolchain};
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::process::Command;
use std::thread;

/// One part of the test run.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Rust sources are formatted
    Format,
    /// The interface and the native side at once
    Build,
    /// The interface builds and is within its size
    Interface,
    /// Everything builds as native code, and Clippy has no warning
    Clippy,
    /// Every native test
    Native,
    /// Core's tests as WASM under Node.js, and its JavaScript package as TypeScript
    Wasm,
    /// Browser stories against the real server and sandbox
    Browser,
}

impl Stage {
    /// All stages; `Build` is `Interface` and `Clippy`.
    pub(crate) const ALL: [Self; 5] =
        [Self::Format, Self::Build, Self::Native, Self::Wasm, Self::Browser];

    /// The name for `--only`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Build => "build",
            Self::Interface => "interface",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
        }
    }

    /// What it does, as announced.
    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Format => "is every Rust file formatted",
            Self::Build => "building the interface and, beside it, everything as native code",
            Self::Interface => "building it and adding up its size",
            Self::Clippy => "building everything and its tests as native code without a warning",
            Self::Native => "building and running the native tests",
            Self::Wasm => "core's tests as WASM under Node.js, and its JavaScript package",
            Self::Browser => "stories in Chromium against the real server and sandbox",
        }
    }

    /// Does it.
    pub(crate) fn run(self, place: &Place) -> Result<()> {
        match self {
            Self::Format => shown(place.cargo().args(["fmt", "--all", "--", "--check"]))
                .context("run `cargo fmt --all`"),
            Self::Build => build_side_by_side(place),
            Self::Interface => build::small_interface(place),
            Self::Clippy => build::programs_and_tests(place),
            Self::Native => native(place),
            Self::Wasm => wasm(place),
            Self::Browser => browser(place),
        }
    }
}

/// Linking for the browser is one long step on one processor: the native side fills the others.
fn build_side_by_side(place: &Place) -> Result<()> {
    let (browser, native) = thread::scope(|scope| {
        let browser = scope.spawn(|| {
            build::small_interface(place).inspect_err(|error| println!("Interface: {error:#}"))?;
            build::npm::compile(place)?;
            parity::compile(place)
        });
        let native = build::programs_and_tests(place);
        (browser.join(), native)
    });
    native?;
    browser.unwrap_or_else(|_| bail!("building the interface was cut short"))?;
    Ok(())
}

/// The programs come first: tests that stop and restart the server start it as a program. A
/// story also waits, for its database above all: two to a processor keep it at work.
fn native(place: &Place) -> Result<()> {
    build::programs_and_tests(place)?;
    let threads = 2 * thread::available_parallelism().map_or(1, usize::from);
    shown(
        place
            .linting_cargo()
            .arg("test")
            .args(build::NATIVE)
            .env("RUST_TEST_THREADS", threads.to_string())
            .env("WAYPOST_SERVER_BIN", build::server(place))
            .env("WAYPOST_SANDBOX_BIN", build::sandbox(place)),
    )
}

fn wasm(place: &Place) -> Result<()> {
    let toolchain =
        browser_toolchain(place).context("the WASM target is missing: run `cargo xtask setup`")?;
    let mut cargo = place.cargo();
    toolchain.apply(place, &mut cargo);
    shown(
        cargo
            .args(["test", "--package", "waypost-core", "--target", WASM, "--config"])
            .arg(build::bindgen::runner(place)?),
    )?;
    package::run(place)
}

fn browser(place: &Place) -> Result<()> {
    build::interface(place)?;
    build::programs_and_tests(place)?;
    let package = build::npm::build(place)?;
    shown(
        stories(place)?
            .env("WAYPOST_NPM", package)
            .env("WAYPOST_PARITY", parity::browser_side(place)?)
            .env("WAYPOST_PARITY_BIN", parity::native_side(place)),
    )
}

/// Takes the pictures of `docs/screens` anew, in the stories that show each screen.
pub(super) fn pictures(place: &Place) -> Result<()> {
    build::interface(place)?;
    build::programs_and_tests(place)?;
    shown(stories(place)?.args(["--grep-invert", "R9|T1"]).env("WAYPOST_PICTURES", "1"))
}

/// Playwright, with the programs that were built.
fn stories(place: &Place) -> Result<Command> {
    let mut stories = parity::stories(place)?;
    stories
        .env("WAYPOST_SERVER_BIN", build::server(place))
        .env("WAYPOST_SANDBOX_BIN", build::sandbox(place))
        .env("WAYPOST_GENERATE_BIN", build::generate(place))
        .env("WAYPOST_POSTGRES_BIN", build::postgres(place));
    Ok(stories)
}
