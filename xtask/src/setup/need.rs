//! The list of things a machine needs, and how each is recognised.
//!
//! Not how they are installed: that is one module per source.

use super::cargo_tool::TRUNK;
use super::{Purpose, chromium, node, rust};
use crate::place::Place;
use crate::run::read;
use std::env;

/// One thing that building or testing needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Links Rust programs and compiles SQLite.
    Compiler,
    /// Rust's standard library for the browser.
    WasmTarget,
    /// Runs wasm-opt, core's tests in WASM, and the browser stories.
    Node,
    /// Installs what Node runs.
    Npm,
    /// Builds the interface.
    Trunk,
    /// Makes the WASM smaller.
    WasmOpt,
    /// rustfmt and clippy.
    Lints,
    /// The browser of the stories.
    Chromium,
    /// Playwright and axe.
    BrowserPackages,
    /// The other database of the stories.
    Postgres,
}

impl Need {
    /// Everything that `purpose` needs, in the order in which one needs the other.
    pub(crate) fn of(purpose: Purpose) -> impl Iterator<Item = Self> {
        let build =
            [Self::Compiler, Self::WasmTarget, Self::Node, Self::Npm, Self::Trunk, Self::WasmOpt];
        let test: &[Self] = match purpose {
            Purpose::Demo => &[],
            Purpose::Test => &[Self::Lints, Self::Chromium, Self::BrowserPackages, Self::Postgres],
        };
        build.into_iter().chain(test.iter().copied())
    }

    /// What a person calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Compiler => "C compiler",
            Self::WasmTarget => "WASM target",
            Self::Node => "Node.js",
            Self::Npm => "npm",
            Self::Trunk => "Trunk",
            Self::WasmOpt => "wasm-opt",
            Self::Lints => "rustfmt and clippy",
            Self::Chromium => "Chromium",
            Self::BrowserPackages => "Playwright and axe",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// Its version or place (empty when it has none worth saying), or `None` when it is missing.
    pub(crate) fn found(self, place: &Place) -> Option<String> {
        match self {
            Self::Compiler => {
                read(place.command("cc").arg("--version")).ok().map(|_| String::new())
            }
            Self::WasmTarget => rust::browser_toolchain(place).map(|from| from.words().to_owned()),
            Self::Node => node::version(place),
            Self::Npm => read(place.command("npm").arg("--version")).ok(),
            Self::Trunk => TRUNK.found(place),
            Self::WasmOpt => node::wasm_opt(place),
            Self::Lints => rust::has_components(place).then(String::new),
            Self::Chromium => chromium::find(place).map(|file| file.display().to_string()),
            Self::BrowserPackages => node::has_browser_packages(place).then(String::new),
            Self::Postgres => postgres(),
        }
    }

    /// The Debian package that brings it.
    pub(crate) fn package(self) -> Option<&'static str> {
        match self {
            Self::Compiler => Some("build-essential"),
            Self::Node => Some("nodejs"),
            Self::Npm => Some("npm"),
            Self::Chromium => Some("chromium"),
            Self::Postgres => Some("postgresql"),
            _ => None,
        }
    }

    /// What to do when installing did not bring it.
    pub(crate) fn advice(self) -> String {
        match self {
            Self::Node => "Node.js 18 or newer: this distribution's own is older. Install a newer \
                           one, put it first on PATH, then run the same command again"
                .into(),
            Self::Chromium => "Chromium: this distribution has no package of that name. Install \
                               Chromium or Google Chrome, or name one in WAYPOST_CHROMIUM, then \
                               run the same command again"
                .into(),
            Self::Postgres => {
                "PostgreSQL: this distribution has no package postgresql. Install its \
                               server, or name one that tests may fill in WAYPOST_POSTGRES \
                               (postgres://USER@HOST/NAME), then run the same command again"
                    .into()
            }
            other => format!("{}: run the same command again to see why", other.name()),
        }
    }
}

/// A server that somebody named, or the programs of one: the stories start it themselves.
fn postgres() -> Option<String> {
    if env::var_os("WAYPOST_POSTGRES").is_some() {
        return Some("as WAYPOST_POSTGRES says".to_owned());
    }
    waypost_postgres::programs().map(|folder| folder.display().to_string())
}
