//! `cargo xtask build --npm`: the JavaScript package of core, ready for `npm install`.
//!
//! Not the interface: that is core with screens, built by Trunk. The package is core's `js` feature
//! as WASM, the glue of wasm-bindgen, the few files of `core/js`, and types printed from the formats.
//! Invariant: what a browser loads of it stays within its limit.

use super::compress::compressed;
use super::module::Loader;
use super::optimise::optimise;
use super::sizes::kilobytes;
use crate::place::Place;
use crate::run::read;
use crate::step::words;
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What a browser loads of it.
const LOADED: [&str; 4] = ["core_bg.wasm", "core_bg.js", "index.js", "browser.js"];

/// The files that stand in `core/js` as they are published.
const WRITTEN: [&str; 4] = ["index.js", "node.js", "browser.js", "README.md"];

/// Bytes, compressed, that a browser has to load at most.
const GOAL: u64 = 60_000;

/// Builds the package, prints what it weighs, and returns its folder.
///
/// # Errors
/// What does not build, or a package over its limit.
pub(crate) fn build(place: &Place) -> Result<PathBuf> {
    let started = Instant::now();
    let package = place.target.join("npm");
    println!("JavaScript package: building into {} …", package.display());
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    rules(place, &package)?;
    types(place, &package)?;
    for file in WRITTEN {
        fs::copy(place.root.join("core/js").join(file), package.join(file))?;
    }
    for script in LOADED.iter().filter(|name| name.ends_with(".js")) {
        let text = fs::read_to_string(package.join(script))?;
        fs::write(package.join(script), bare(&text))?;
    }
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(place.root.join(licence), package.join(licence))?;
    }
    let manifest = fs::read_to_string(place.root.join("core/js/package.json"))?;
    fs::write(
        package.join("package.json"),
        manifest.replace("\"0.0.0\"", &format!("\"{}\"", env!("CARGO_PKG_VERSION"))),
    )?;
    println!("JavaScript package: built in {}", words(started.elapsed()));
    weigh(&package)?;
    Ok(package)
}

/// Core as WASM without its glue, and where it lies.
///
/// # Errors
/// What does not compile.
pub(crate) fn compile(place: &Place) -> Result<PathBuf> {
    super::module::compile(place, "waypost-core", &["--features", "js"])
}

/// Core as WASM with its glue, made small.
fn rules(place: &Place, package: &Path) -> Result<()> {
    super::module::bind(&compile(place)?, Loader::Own, "core", package)?;
    // What a bundler would load it with; the package's entries do that themselves.
    fs::remove_file(package.join("core.js"))?;
    optimise(place, &package.join("core_bg.wasm"))
}

/// A script without indentation and without the lines that only explain.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let said = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    let mut explains = false;
    let mut bare = String::new();
    for line in said {
        explains |= line.starts_with("/*");
        if !explains {
            bare.push_str(line);
            bare.push('\n');
        }
        explains &= !line.ends_with("*/");
    }
    bare
}

fn types(place: &Place, package: &Path) -> Result<()> {
    let formats = read(
        place
            .cargo()
            .args(["run", "--quiet", "--package", "waypost-core", "--features", "openapi"])
            .args(["--example", "typescript"]),
    )?;
    let functions = fs::read_to_string(place.root.join("core/js/functions.d.ts"))?;
    Ok(fs::write(package.join("index.d.ts"), format!("{functions}\n{formats}\n"))?)
}

fn weigh(package: &Path) -> Result<()> {
    println!("{:>10} {:>10}  JavaScript package", "raw", "brotli");
    let mut sum = 0;
    for name in LOADED {
        let raw = fs::read(package.join(name))?;
        let small = compressed(&raw)?.len() as u64;
        println!("{:>10} {:>10}  {name}", kilobytes(raw.len() as u64), kilobytes(small));
        sum += small;
    }
    let (all, goal) = (kilobytes(sum), kilobytes(GOAL));
    println!("{:>10} {all:>10}  in all, of {goal} at most", "");
    ensure!(
        sum <= GOAL,
        "the JavaScript package weighs {all}, over its goal of {goal}. Make core smaller: the \
         largest functions first"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_script_keeps_what_is_run() {
        let script = "// why\n/** what\n * more\n */\nexport function a() {\n    // how\n    return \"//\"; // kept\n}\n/* one */\n";
        assert_eq!(bare(script), "export function a() {\nreturn \"//\"; // kept\n}\n");
    }
}
