//! `cargo xtask soak`: hours at work for two hundred companies, with faults, and what that costs the
//! server in memory and descriptors.

use crate::build;
use crate::place::Place;
use crate::run::shown;
use anyhow::Result;

/// How long, and for how many.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Minutes at work
    #[arg(long, default_value_t = 60)]
    minutes: u32,
    /// Companies
    #[arg(long, default_value_t = 200)]
    tenants: u32,
}

/// Lets the real server work, and reads what it uses from the system.
///
/// # Errors
/// Memory or descriptors that grew, or documents that were lost or doubled.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    build::interface(place)?;
    build::programs(place, false)?;
    shown(
        place
            .cargo()
            .args(["run", "--quiet", "--package", "waypost-tests", "--bin", "soak", "--"])
            .arg(format!("--minutes={}", options.minutes))
            .arg(format!("--tenants={}", options.tenants))
            .env("WAYPOST_SERVER_BIN", build::server(place)),
    )
}
