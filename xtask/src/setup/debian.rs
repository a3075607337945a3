//! Packages of Debian and Ubuntu, by `apt-get`.
//!
//! Invariant: never asks for a password. Without root and without a sudo that needs none, it
//! says which command to run.

use crate::place::Place;
use crate::run::{logged, read};
use anyhow::{Result, bail};
use std::process::Command;

/// Fails with the command to type when `packages` are wanted and we may not install them.
pub(crate) fn may_install(place: &Place, packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if place.which("apt-get").is_none() {
        bail!(
            "This machine has no apt-get. Install what these Debian packages bring with its own \
             package manager, then run the same command again:\n  {names}"
        );
    }
    if rights(place).is_none() {
        bail!(
            "Installing packages needs root. Run this, then the same command again:\n  \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        );
    }
    Ok(())
}

/// Installs `packages` with what they depend on, and no more.
pub(crate) fn install(place: &Place, packages: &[&str]) -> Result<()> {
    let log = place.log("packages");
    logged(as_root(place, "apt-get").arg("update"), &log)?;
    logged(
        as_root(place, "apt-get").args(["install", "-y", "--no-install-recommends"]).args(packages),
        &log,
    )
}

/// `program` with root's rights; [`may_install`] has made sure that we have them.
pub(crate) fn as_root(place: &Place, program: &str) -> Command {
    let mut command = match rights(place) {
        Some(Rights::Sudo) => {
            let mut sudo = place.command("sudo");
            sudo.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", program]);
            sudo
        }
        Some(Rights::Root) | None => place.command(program),
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

enum Rights {
    Root,
    Sudo,
}

fn rights(place: &Place) -> Option<Rights> {
    if read(place.command("id").arg("-u")).is_ok_and(|user| user == "0") {
        return Some(Rights::Root);
    }
    read(place.command("sudo").args(["-n", "true"])).is_ok().then_some(Rights::Sudo)
}
