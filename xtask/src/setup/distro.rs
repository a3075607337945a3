//! The WASM target from Debian's own Rust, for machines that cannot reach rustup's server.
//!
//! Debian ships that Rust without a standard library for WASM, but with its source: it is
//! compiled once, with bitcode (without it link-time optimisation fails), and put where the
//! toolchain looks for it.

use super::debian::as_root;
use super::rust::{DISTRO, WASM};
use crate::place::Place;
use crate::run::{logged, read};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::PathBuf;

/// The toolchain, the source of its standard library, and the linker for WASM.
pub(crate) const PACKAGES: [&str; 5] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "lld-22"];

/// Compiles and installs the standard library, and tells rustup of the toolchain.
pub(crate) fn build_std(place: &Place) -> Result<()> {
    let shell = place.tools().join("std");
    fs::create_dir_all(shell.join("src"))?;
    fs::write(shell.join("src/lib.rs"), "#![no_std]\n")?;
    fs::write(
        shell.join("Cargo.toml"),
        "[package]\nname = \"std-for-wasm\"\nedition = \"2024\"\n\n[workspace]\n",
    )?;
    let build = shell.join("target");
    logged(
        place
            .command("/usr/bin/cargo")
            .current_dir(&shell)
            .args(["build", "--release", "-Z", "build-std=std,panic_abort", "--target", WASM])
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", "/usr/bin/rustc")
            .env("CARGO_TARGET_DIR", &build),
        &place.log("std"),
    )?;

    let built = build.join(WASM).join("release/deps");
    let parts = libraries(&built).with_context(|| format!("cannot read {}", built.display()))?;
    ensure!(!parts.is_empty(), "no libraries came out in {}", built.display());
    let home = format!("/usr/lib/rustlib/{WASM}/lib");
    read(as_root(place, "mkdir").args(["-p", &home]))?;
    read(as_root(place, "cp").args(parts).arg(&home))?;
    fs::remove_dir_all(&shell)?;
    read(place.command("rustup").args(["toolchain", "link", DISTRO, "/usr"])).map(|_| ())
}

fn libraries(folder: &std::path::Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let library =
            matches!(file.extension().and_then(|end| end.to_str()), Some("rlib" | "rmeta"));
        if library && !name.starts_with("libstd_for_wasm") {
            found.push(file);
        }
    }
    Ok(found)
}
