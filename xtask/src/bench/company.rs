//! The company of B1 and B5, made from a fixed seed, with the programs and peers that read it.

use super::{Bench, peers, resolve};
use crate::run::{logged, read};
use anyhow::{Context, Result};

/// The company is at hand.
pub(super) struct Company {
    /// How many lines the documents of B5 have.
    pub(super) lines: u64,
}

impl Bench<'_> {
    /// Makes it, once for all benchmarks of a run.
    pub(super) fn company(&self) -> Result<&Company> {
        if let Some(company) = self.company.get() {
            return Ok(company);
        }
        peers::install(self)?;
        self.build()?;
        let mut prepare = self.place.command(self.work.join("release/prepare"));
        prepare.arg(self.input()).arg(self.documents.to_string());
        let lines = read(&mut prepare)?;
        let lines = lines.parse().context("prepare prints how many lines B5 has")?;
        Ok(self.company.get_or_init(|| Company { lines }))
    }

    fn build(&self) -> Result<()> {
        println!("Building Waypost and the peers, optimised");
        let log = self.place.log("bench-build");
        logged(
            self.place.cargo().args(["build", "--release", "--package", "waypost-server"]),
            &log,
        )?;
        let mut native = self.place.cargo();
        native.current_dir(&self.source).env("CARGO_TARGET_DIR", &self.work);
        logged(native.args(["build", "--release", "--bins"]), &log)?;
        resolve::build_wasm(self, &log)
    }
}
