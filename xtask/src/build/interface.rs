//! Running Trunk on the interface, with the toolchain that has the WASM target.

use super::{small::SMALL, split, style};
use crate::place::Place;
use crate::run::shown;
use crate::setup::rust::{WASM, browser_toolchain};
use anyhow::{Context, Result};

/// Builds app/dist. `--offline` makes Trunk take its helpers from `PATH` or say what is missing,
/// and never download one; it keeps cargo offline too, so what cargo lacks comes first: on a new
/// machine the standard library's own dependencies, which no lock file of ours names.
pub(crate) fn build(place: &Place) -> Result<()> {
    println!("Interface: building, optimised for size (2 to 4 min the first time) …");
    let toolchain =
        browser_toolchain(place).context("the WASM target is missing: run `cargo xtask setup`")?;
    let mut fetch = place.cargo();
    toolchain.apply(place, &mut fetch);
    shown(fetch.args(["fetch", "--locked", "--target", WASM]).envs(SMALL))
        .context("what the interface is built from could not be fetched")?;
    let mut trunk = place.command("trunk");
    // Trunk takes NO_COLOR for a switch of its own that wants true or false.
    trunk.env_remove("NO_COLOR").args(["build", "--release", "--offline"]);
    toolchain.apply(place, &mut trunk);
    trunk.envs(SMALL);
    style::join(place)?;
    split::before(place, &mut trunk)?;
    shown(&mut trunk).context(
        "the interface was not built. Mend what is named above, then run `cargo xtask build`",
    )?;
    split::after(place)
}
