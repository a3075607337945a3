//! How everything that a browser loads is compiled, beyond the `wasm` profile of Cargo.toml.

/// Compiles the standard library along with it: for size, and with a mistake of the program stopping
/// it at once instead of finding words for it, which no bookkeeper would read. Such options are for
/// nightly compilers; the variable makes ours take them. The flags are those of .cargo/config.toml
/// and these; the mangling lets whoever looks for what is large see whose instance it is.
pub(super) const SMALL: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "--cfg erase_components -Csymbol-mangling-version=v0 -Zunstable-options -Cpanic=immediate-abort",
    ),
];
