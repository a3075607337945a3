//! Links the interface with what `cargo xtask build` needs to cut it into parts: where in the code
//! each function and each text is named (`xtask/src/build/split.rs`).

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
