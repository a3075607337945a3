//! Tools that come from crates.io: Trunk, and what proves the rules.
//!
//! They go to the cache outside the clone. They work for seconds at a time, so they are compiled
//! fast rather than for speed: fat link-time optimisation would double their build.

use super::Job;
use crate::place::Place;
use crate::run::{logged, read};
use anyhow::Result;
use std::fs;

/// Builds the interface. Without its default features: it needs neither TLS nor a look-up of
/// newer versions, because every tool it calls is on `PATH`.
pub(crate) const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    version: "0.21.14",
    options: &["--no-default-features"],
    usual: "up to 6 min on 2 cores",
};

/// Changes the rules, one place at a time (`cargo xtask mutants`).
pub(crate) const MUTANTS: CargoTool = CargoTool {
    package: "cargo-mutants",
    version: "27.1.0",
    options: &[],
    usual: "up to 4 min on 2 cores",
};

/// Feeds the formats (`cargo xtask fuzz`).
pub(crate) const FUZZ: CargoTool = CargoTool {
    package: "cargo-fuzz",
    version: "0.13.2",
    options: &[],
    usual: "up to 2 min on 2 cores",
};

/// A program that `cargo install` brings, and the package of its name.
pub(crate) struct CargoTool {
    package: &'static str,
    version: &'static str,
    options: &'static [&'static str],
    usual: &'static str,
}

impl CargoTool {
    /// Its version, when it is in our tools or on `PATH` in just that version.
    pub(crate) fn found(&self, place: &Place) -> Option<String> {
        let mut asked = place.command(place.which(self.package)?);
        // A subcommand of cargo expects its own name first, as cargo would say it.
        asked.args(self.package.strip_prefix("cargo-")).arg("--version");
        let said = read(&mut asked).ok()?;
        (said.split_whitespace().nth(1) == Some(self.version)).then(|| self.version.to_owned())
    }

    /// Installs it unless it is there.
    pub(crate) fn obtain(&self, place: &Place) -> Result<()> {
        if self.found(place).is_none() {
            println!("Setup: compiling {} {} ({})", self.package, self.version, self.usual);
            self.install(place)?;
        }
        Ok(())
    }

    /// Installing it, with the words that announce it.
    pub(crate) fn job<'a>(&'a self, place: &'a Place) -> Job<'a> {
        let what = format!("Compiling {} {} ({})", self.package, self.version, self.usual);
        (what, Box::new(move || self.install(place)))
    }

    fn install(&self, place: &Place) -> Result<()> {
        // A folder of its own, so that an interrupted build goes on where it stopped.
        let build = place.tools().join("build").join(self.package);
        logged(
            place
                .command("cargo")
                .args(["install", self.package, "--version", self.version, "--locked", "--force"])
                .arg("--root")
                .arg(place.tools())
                .args(self.options)
                .env("CARGO_TARGET_DIR", &build)
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_DEBUG", "0"),
            &place.log(self.package),
        )?;
        fs::remove_dir_all(build)?;
        Ok(())
    }
}
