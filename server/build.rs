//! Tells Cargo what is embedded into the binary, so that a change of it builds the binary again.

use std::{fs, io};

fn main() -> io::Result<()> {
    // Made when it is missing: Cargo watches only what is there, and an interface that is built
    // after the server would never be embedded.
    fs::create_dir_all("../app/dist")?;
    for embedded in ["migrations", "../docs/errors", "../app/dist"] {
        println!("cargo::rerun-if-changed={embedded}");
    }
    Ok(())
}
