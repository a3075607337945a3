//! The parts of Rust itself: the WASM target with the source of its standard library, rustfmt and
//! clippy.
//!
//! The WASM target may belong to the toolchain that started us, or to the distribution's, which
//! rustup knows as `distro` (see `distro.rs`). The two never share a target folder: each would
//! rebuild what the other built.

use crate::place::Place;
use crate::run::read;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target triple of the interface.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// rustup's name for the distribution's toolchain.
pub(crate) const DISTRO: &str = "distro";

/// The toolchain that builds for the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that runs these commands.
    Same,
    /// The distribution's.
    Distro,
}

impl Toolchain {
    /// Where the target comes from, as the setup report says it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Same => "",
            Self::Distro => "(from the distribution)",
        }
    }

    /// Makes `command` and every cargo under it build with this toolchain, in a folder of its own,
    /// which is returned.
    pub(crate) fn apply(self, place: &Place, command: &mut Command) -> PathBuf {
        let target = match self {
            Self::Same => place.target.clone(),
            Self::Distro => {
                command.env("RUSTUP_TOOLCHAIN", DISTRO);
                place.target.join(DISTRO)
            }
        };
        command.env("CARGO_TARGET_DIR", &target);
        target
    }
}

/// Which toolchain has all that the browser needs; the default one if both have.
pub(crate) fn browser_toolchain(place: &Place) -> Option<Toolchain> {
    let same = read(place.command("rustc").args(["--print", "sysroot"]));
    if same.is_ok_and(|sysroot| is_complete(Path::new(&sysroot))) {
        return Some(Toolchain::Same);
    }
    let distro =
        place.command("rustup").args(["run", DISTRO, "rustc", "--print", "sysroot"]).output();
    let distro = distro.ok().filter(|output| output.status.success())?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&distro.stdout).trim());
    is_complete(&sysroot).then_some(Toolchain::Distro)
}

/// The standard library twice: compiled, for core's tests in WASM, and as source, because the
/// interface compiles a smaller one of its own.
fn is_complete(sysroot: &Path) -> bool {
    has_std(sysroot) && sysroot.join("lib/rustlib/src/rust/library/std/src/lib.rs").is_file()
}

fn has_std(sysroot: &Path) -> bool {
    let Ok(files) = sysroot.join("lib/rustlib").join(WASM).join("lib").read_dir() else {
        return false;
    };
    files.flatten().any(|file| {
        let name = file.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

/// Asks rustup for the WASM target and the source of its standard library.
pub(crate) fn add_wasm_target(place: &Place) -> Result<()> {
    println!("Setup: asking rustup for {WASM} and rust-src …");
    read(place.command("rustup").args(["target", "add", WASM]))?;
    read(place.command("rustup").args(["component", "add", "rust-src"])).map(|_| ())
}

/// Whether rustfmt and clippy are there.
pub(crate) fn has_components(place: &Place) -> bool {
    ["fmt", "clippy"].iter().all(|part| read(place.cargo().args([part, "--version"])).is_ok())
}

/// Asks rustup for rustfmt and clippy.
pub(crate) fn add_components(place: &Place) -> Result<()> {
    println!("Setup: asking rustup for rustfmt and clippy …");
    read(place.command("rustup").args(["component", "add", "rustfmt", "clippy"]))
        .map(|_| ())
        .context(
            "rustfmt and clippy are missing and rustup cannot bring them. Run \
             `rustup component add rustfmt clippy` where its server can be reached, then the same \
             command again",
        )
}
