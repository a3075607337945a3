//! Node.js and what npm brings for it, always by lock file.
//!
//! wasm-opt goes to the cache; Playwright and axe must lie beside the stories that import them.

use crate::place::Place;
use crate::run::{logged, read};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node.js that wasm-opt and Playwright run on: Debian 12's.
const OLDEST: u32 = 18;

/// The wasm-opt that makes small what a browser loads.
const WASM_OPT: &str = "132";

/// The version of Node.js, when it is new enough.
pub(crate) fn version(place: &Place) -> Option<String> {
    let said = read(place.command("node").arg("--version")).ok()?;
    let version = said.strip_prefix('v')?;
    let major: u32 = version.split('.').next()?.parse().ok()?;
    (major >= OLDEST).then(|| version.to_owned())
}

/// The version of wasm-opt, when it is the one that is asked for.
pub(crate) fn wasm_opt(place: &Place) -> Option<String> {
    let file = place.which("wasm-opt")?;
    let said = read(place.command(file).arg("--version")).ok()?;
    (said.split_whitespace().nth(2) == Some(WASM_OPT)).then(|| WASM_OPT.to_owned())
}

/// Installs wasm-opt into the cache.
pub(crate) fn install_tools(place: &Place) -> Result<()> {
    let home = place.node_tools();
    fs::create_dir_all(&home)?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(place.root.join("xtask/tools").join(file), home.join(file))?;
    }
    clean_install(place, &home, "wasm-opt")
}

/// The folder of the browser stories.
pub(crate) fn stories(place: &Place) -> PathBuf {
    place.root.join("tests/browser")
}

/// Whether the stories' packages are there, in the versions of their lock file.
pub(crate) fn has_browser_packages(place: &Place) -> bool {
    let lock = fs::read(stories(place).join("package-lock.json"));
    let installed = fs::read(stamp(&stories(place)));
    matches!((lock, installed), (Ok(lock), Ok(installed)) if lock == installed)
}

/// Installs the stories' packages.
pub(crate) fn install_browser_packages(place: &Place) -> Result<()> {
    clean_install(place, &stories(place), "playwright")
}

/// Installs a folder's packages by its lock file.
pub(crate) fn clean_install(place: &Place, folder: &Path, log: &str) -> Result<()> {
    let mut npm: Command = place.command("npm");
    npm.current_dir(folder)
        .args(["ci", "--no-fund", "--no-audit", "--ignore-scripts"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    logged(&mut npm, &place.log(log))?;
    fs::copy(folder.join("package-lock.json"), stamp(folder))
        .with_context(|| format!("cannot note what was installed in {}", folder.display()))?;
    Ok(())
}

/// A copy of the lock file that the installed packages came from.
fn stamp(folder: &Path) -> PathBuf {
    folder.join("node_modules/.installed-lock.json")
}
