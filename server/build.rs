//! Tells Cargo what is embedded into the binary, so that a change of it builds the binary again.

use std::path::Path;

fn main() {
    for embedded in ["migrations", "../docs/errors", "../app/dist"] {
        // A path that is missing would count as changed, every time.
        if Path::new(embedded).exists() {
            println!("cargo::rerun-if-changed={embedded}");
        }
    }
    println!("cargo::rerun-if-env-changed=WAYPOST_INTERFACE");
}
