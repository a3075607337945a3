//! Tells Cargo what is embedded into the binary, so that a change of it builds the binary again. A
//! binary with debug assertions reads the interface and the error pages where they lie.

const INTERFACE: &str = "../app/dist";

fn main() {
    // While the interface is not built, its folder is kept empty: Cargo takes a folder that is
    // missing for one that changes with every build.
    if let Err(error) = std::fs::create_dir_all(INTERFACE) {
        println!("cargo::warning=the interface has no folder to be embedded from: {error}");
    }
    println!("cargo::rerun-if-changed=migrations");
    if std::env::var_os("CARGO_CFG_DEBUG_ASSERTIONS").is_none() {
        for embedded in ["../docs/errors", INTERFACE] {
            println!("cargo::rerun-if-changed={embedded}");
        }
    }
}
