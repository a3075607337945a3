//! `cargo xtask bench --parity`: a million documents by chance, previewed natively and as WASM in
//! Chromium, compared to the byte (T1).
//!
//! `cargo xtask test` does the same with a few thousand; what is compared stands in `tests/parity`.

use crate::build::{self, module::Loader};
use crate::place::Place;
use crate::run::shown;
use crate::setup::{chromium, node};
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

const DOCUMENTS: u32 = 1_000_000;
const PACKAGE: &str = "waypost-parity";

/// Compares all of them.
///
/// # Errors
/// The first document that differs, with both previews.
pub(crate) fn run(place: &Place) -> Result<()> {
    let browser_side = browser_side(place)?;
    shown(place.cargo().args(["build", "--release", "--package", PACKAGE]))?;
    println!("Parity: {DOCUMENTS} documents natively and in Chromium (some minutes) …");
    shown(
        stories(place)?
            .arg("parity.spec.ts")
            .env("WAYPOST_PARITY", browser_side)
            .env("WAYPOST_PARITY_BIN", place.target.join("release").join(PACKAGE))
            .env("WAYPOST_PARITY_DOCUMENTS", DOCUMENTS.to_string()),
    )
}

/// Builds the browser's side and returns its folder.
pub(crate) fn browser_side(place: &Place) -> Result<PathBuf> {
    let folder = place.target.join("parity");
    build::module::bind(&compile(place)?, Loader::Glue, "parity", &folder)?;
    Ok(folder)
}

/// The browser's side without its glue, and where it lies.
pub(crate) fn compile(place: &Place) -> Result<PathBuf> {
    build::module::compile(place, PACKAGE, &[])
}

/// The native side, built without `--release`.
pub(crate) fn native_side(place: &Place) -> PathBuf {
    place.target.join("debug").join(PACKAGE)
}

/// Playwright, with the browser that is there.
pub(crate) fn stories(place: &Place) -> Result<Command> {
    let chromium = chromium::find(place).context("Chromium is missing: run `cargo xtask setup`")?;
    let mut playwright = place.command("node");
    playwright
        .current_dir(node::stories(place))
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .env("WAYPOST_CHROMIUM", chromium);
    Ok(playwright)
}
