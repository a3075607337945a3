//! wasm-bindgen, which is a part of these commands: in the version that Cargo.lock names, and nothing
//! that a machine has to install.

use crate::place::Place;
use crate::setup::rust::WASM;
use anyhow::{Context, Result};
use serde_json::json;
use std::ffi::OsString;
use std::iter::once;
use wasm_bindgen_cli::{wasm_bindgen, wasm_bindgen_test_runner};

/// Joins WASM and JavaScript, as its program does with these `arguments`.
///
/// # Errors
/// What wasm-bindgen says.
pub(crate) fn join<T: Into<OsString>>(arguments: impl IntoIterator<Item = T>) -> Result<()> {
    let arguments = arguments.into_iter().map(Into::into);
    wasm_bindgen::run_cli_with_args(once(OsString::from("wasm-bindgen")).chain(arguments))
        .context("wasm-bindgen refused")
}

/// Runs tests in WASM under Node.js, as cargo asks for with these `arguments`.
///
/// # Errors
/// Tests that fail.
pub(crate) fn run_tests(arguments: Vec<OsString>) -> Result<()> {
    let program = once(OsString::from("wasm-bindgen-test-runner"));
    wasm_bindgen_test_runner::run_cli_with_args(program.chain(arguments))
}

/// What makes cargo start [`run_tests`], for its `--config`.
///
/// # Errors
/// A program whose path is no text.
pub(crate) fn runner(place: &Place) -> Result<String> {
    let program = place.program.to_str().context("the path of cargo xtask is no text")?;
    Ok(format!("target.{WASM}.runner={}", json!([program, "wasm-tests"])))
}
