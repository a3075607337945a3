//! A crate of the workspace as an ES module: its WASM, and the glue that wasm-bindgen writes.
//!
//! Not the interface, which Trunk builds. Compiled as the interface is, for what counts is what a
//! browser runs.

use super::bindgen;
use super::small::SMALL;
use crate::place::Place;
use crate::run::shown;
use crate::setup::rust::{WASM, browser_toolchain};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Compiles `package`, and returns where its WASM lies.
pub(crate) fn compile(place: &Place, package: &str, options: &[&str]) -> Result<PathBuf> {
    let toolchain =
        browser_toolchain(place).context("the WASM target is missing: run `cargo xtask setup`")?;
    let mut cargo = place.cargo();
    cargo
        .args(["rustc", "--package", package, "--lib", "--crate-type", "cdylib"])
        .args(["--target", WASM, "--profile", "wasm"])
        .args(options)
        .envs(SMALL);
    let target = toolchain.apply(place, &mut cargo);
    shown(&mut cargo)?;
    let built = target.join(WASM).join("wasm").join(package.replace('-', "_"));
    Ok(built.with_extension("wasm"))
}

/// Who fetches the WASM and starts it.
#[derive(Clone, Copy)]
pub(crate) enum Loader {
    /// The glue, `NAME.js`, in whatever way a page asks for.
    Glue,
    /// Whoever imports the glue, `NAME_bg.js`, which is half as long without a loader.
    Own,
}

/// Writes `wasm` into `folder` as `NAME_bg.wasm`, and its glue beside it.
pub(crate) fn bind(wasm: &Path, loader: Loader, name: &str, folder: &Path) -> Result<()> {
    let target = match loader {
        Loader::Glue => "web",
        Loader::Own => "bundler",
    };
    let options = ["--target", target, "--no-typescript", "--out-name", name];
    let small = ["--remove-name-section", "--remove-producers-section", "--out-dir"];
    let words = options.iter().chain(&small).map(OsString::from);
    bindgen::join(words.chain([folder.into(), wasm.into()]))
}
