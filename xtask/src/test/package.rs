//! The JavaScript package as somebody gets it: packed, installed in an empty folder outside the
//! workspace, compiled against with TypeScript's strictest words, and run.
//!
//! Not golden cases: those run in the browser stage. Invariant: installing asks no registry.

use crate::build::npm;
use crate::place::Place;
use crate::run::{read, shown};
use crate::setup::node;
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{self, Command};

/// The sample as the README's example names it.
const SAMPLE: [(&str, &str); 4] = [
    ("documents/REF-1002345.json", "load.json"),
    ("mapping.json", "mapping.json"),
    ("chart.json", "chart.json"),
    ("catalog.json", "catalog.json"),
];

/// Builds, packs, installs and uses it.
pub(super) fn run(place: &Place) -> Result<()> {
    let package = npm::build(place)?;
    no_any(&package)?;
    let folder = env::temp_dir().join(format!("waypost-package-{}", process::id()));
    fs::create_dir_all(&folder)?;
    let used = install(place, &package, &folder).and_then(|()| r#use(place, &package, &folder));
    fs::remove_dir_all(&folder)?;
    used
}

/// Types say what they mean: none of them is `any`.
fn no_any(package: &Path) -> Result<()> {
    let types = fs::read_to_string(package.join("index.d.ts"))?;
    for line in types.lines().filter(|line| !line.trim_start().starts_with(['/', '*'])) {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric());
        ensure!(!words.any(|word| word == "any"), "index.d.ts says `any`: {line}");
    }
    Ok(())
}

fn install(place: &Place, package: &Path, folder: &Path) -> Result<()> {
    let packed =
        read(npm_in(place, package).args(["pack", "--silent", "--pack-destination"]).arg(folder))?;
    fs::write(folder.join("package.json"), r#"{"private": true, "type": "module"}"#)?;
    let tarball = format!("./{}", packed.lines().last().unwrap_or_default());
    read(npm_in(place, folder).args([
        "install",
        "--offline",
        "--no-audit",
        "--no-fund",
        &tarball,
    ]))?;
    // Node's own types are the embedder's; ours come with the browser stories' lock file.
    let modules = node::stories(place).join("node_modules");
    for types in ["@types", "undici-types"] {
        symlink(modules.join(types), folder.join("node_modules").join(types))?;
    }
    Ok(())
}

fn r#use(place: &Place, package: &Path, folder: &Path) -> Result<()> {
    let keystone = place.root.join("core/vectors/keystone");
    for (from, to) in SAMPLE {
        fs::copy(keystone.join(from), folder.join(to))?;
    }
    let stories = place.root.join("tests/npm");
    for file in ["types.ts", "refusals.test.js", "tsconfig.json"] {
        fs::copy(stories.join(file), folder.join(file))?;
    }
    let readme = fs::read_to_string(package.join("README.md"))?;
    let example = example(&readme)?;
    ensure!(example.lines().count() <= 10, "the README's example has more than ten lines");
    fs::write(folder.join("example.ts"), example)?;
    let compiler = node::stories(place).join("node_modules/typescript/bin/tsc");
    shown(node_in(place, folder).arg(compiler))?;
    let said = read(node_in(place, folder).arg("example.js"))?;
    ensure!(said.ends_with("posts 3298.62"), "the README's example says:\n{said}");
    shown(node_in(place, folder).args(["--test", "--test-reporter=dot", "refusals.test.js"]))
}

/// The first block of TypeScript.
fn example(readme: &str) -> Result<&str> {
    let (_, rest) = readme.split_once("```ts\n").context("the README has no example")?;
    Ok(rest.split_once("```").context("the README's example has no end")?.0)
}

fn npm_in(place: &Place, folder: &Path) -> Command {
    let mut npm = place.command("npm");
    npm.current_dir(folder);
    npm
}

fn node_in(place: &Place, folder: &Path) -> Command {
    let mut node = place.command("node");
    node.current_dir(folder);
    node
}
