//! Loading the sample tenant: once, so that what a person changes in the demo stays.

use super::home::Home;
use crate::build;
use crate::place::Place;
use crate::run::shown;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

const TENANT: &str = "Keystone";
/// The first keeps its books in Business Central, the second in QuickBooks Online.
const SUBSIDIARIES: [&str; 2] = ["S-KF=Keystone Freight", "S-FL=Keystone Fleet"];

/// Loads the golden cases' company with its catalogue and documents into `database`, if no
/// earlier demo has.
pub(crate) fn load(place: &Place, home: &Home, database: &str) -> Result<()> {
    let loaded = home.file("sample-loaded");
    if loaded.exists() {
        return Ok(());
    }
    let sample = place.root.join("core/vectors/keystone");
    shown(
        place
            .command(build::server(place))
            .args(["provision", "--database", database, "--tenant", TENANT])
            .args(SUBSIDIARIES.iter().flat_map(|one| ["--subsidiary", one]))
            .arg("--catalog")
            .arg(sample.join("catalog.json"))
            .arg("--documents")
            .args(documents(&sample.join("documents"))?)
            .arg(sample.join("fleet.json")),
    )
    .context("the sample tenant was not loaded. To start over: cargo xtask demo --fresh")?;
    fs::write(loaded, "")?;
    Ok(())
}

fn documents(folder: &std::path::Path) -> Result<Vec<PathBuf>> {
    let entries: std::io::Result<Vec<_>> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .collect();
    let mut files: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
    files.sort();
    Ok(files)
}
