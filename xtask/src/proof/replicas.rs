//! `cargo xtask replicas`: three servers on one PostgreSQL, killed in turn while many documents are
//! posted (T8). The story stands in `tests/it/replicas.rs`, which plays it with few.

use crate::place::Place;
use crate::run::shown;
use anyhow::Result;

/// How many documents.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Documents that are posted meanwhile
    #[arg(long, default_value_t = 10_000)]
    documents: u32,
}

/// Builds server and story, optimised, and plays it.
///
/// # Errors
/// A document that was lost or doubled, or an account that differs by a cent.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    let profile = ["--profile", "simulation"];
    shown(place.cargo().arg("build").args(profile).args(["--package", "waypost-server"]))?;
    shown(
        place
            .cargo()
            .arg("test")
            .args(profile)
            .args(["--package", "waypost-tests", "--test", "it", "--", "--nocapture", "replicas"])
            .env("WAYPOST_SERVER_BIN", place.target.join("simulation/waypost"))
            .env("WAYPOST_REPLICA_DOCUMENTS", options.documents.to_string()),
    )
}
