//! Cutting the interface into parts that a browser loads when it needs them.
//!
//! Trunk builds the interface; this stands between it and wasm-bindgen, because the cut needs what
//! the linker noted and wasm-bindgen drops. Which function begins a part stands in
//! `app/src/parts.rs`, what stays with the page all the same in `split/stay.rs`. Invariant: names change
//! with what they name, which a browser keeps for a year.

mod hold;
mod needs;
#[cfg(test)]
mod sample;
mod stay;

use super::optimise::optimise;
use super::{bindgen, border};
use crate::place::Place;
use anyhow::{Context, Result, anyhow, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the parts below the interface's own.
pub(super) const PARTS: &str = "parts";

/// Tells the stand-in who does the work, and where.
const SELF: &str = "WAYPOST_XTASK";
const FOLDER: &str = "WAYPOST_PARTS";

/// What the interface's script is called until it has its name.
const PAGE: &str = "../interface.js";

/// How the names of the main part's files end.
const MAIN: [&str; 2] = [".js", "_bg.wasm"];

/// Makes `trunk` find a wasm-bindgen that cuts first.
pub(super) fn before(place: &Place, trunk: &mut Command) -> Result<()> {
    let folder = folder(place);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let programs = folder.join("bin");
    fs::create_dir_all(&programs)?;
    fs::create_dir_all(folder.join(PARTS))?;
    let stand_in = programs.join("wasm-bindgen");
    fs::write(&stand_in, format!("#!/bin/sh\nexec \"${SELF}\" bind \"$@\"\n"))?;
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755))?;
    trunk.env("PATH", place.path_after(&programs)).env(SELF, &place.program).env(FOLDER, folder);
    Ok(())
}

/// What the stand-in does: cuts the module among the arguments, gives wasm-bindgen its main part, and
/// makes small what comes of it.
///
/// # Errors
/// What cannot be cut, or what wasm-bindgen and wasm-opt say.
pub(crate) fn bind(place: &Place, mut arguments: Vec<OsString>) -> Result<()> {
    let given = |name| env::var_os(name).context("only Trunk starts this");
    let is_module = |word: &&mut OsString| Path::new(word).extension() == Some("wasm".as_ref());
    if let Some(module) = arguments.iter_mut().find(is_module) {
        *module = cut(place, Path::new(module), Path::new(&given(FOLDER)?))?.into();
        // The parts ask the main one for its table of functions.
        arguments.push("--keep-lld-exports".into());
    }
    bindgen::join(&arguments)?;
    let value = |name: &str| {
        let mut words = arguments.iter().filter_map(|word| word.to_str());
        words.find_map(|word| word.strip_prefix(name).map(str::to_owned))
    };
    match (value("--out-dir="), value("--out-name=")) {
        (Some(folder), Some(name)) => {
            let bound = |end: &str| Path::new(&folder).join(format!("{name}{end}"));
            border::shorten(&bound(".js"), &bound("_bg.wasm"))?;
            optimise(place, &bound("_bg.wasm"))?;
            make_readable(&bound(".js"))
        }
        _ => Ok(()),
    }
}

/// Says in other words what Trunk's minifier cannot read: imports without a semicolon, and a default
/// among other exports.
fn make_readable(script: &Path) -> Result<()> {
    let text = fs::read_to_string(script)?;
    let lines = text.lines().map(|line| match line {
        "export { initSync, __wbg_init as default };" => {
            "export { initSync };\nexport default __wbg_init;\n".to_owned()
        }
        open if open.starts_with("import ") && !open.ends_with(';') => format!("{open};\n"),
        plain => format!("{plain}\n"),
    });
    Ok(fs::write(script, lines.collect::<String>())?)
}

/// Cuts `module` into the main part, which it answers, and the others, named by who needs them:
/// `mapping.wasm`, `mapping.others.wasm`.
fn cut(place: &Place, module: &Path, folder: &Path) -> Result<PathBuf> {
    let code = stay::held(&fs::read(module)?)
        .with_context(|| format!("what the linker notes in {} is not clear", module.display()))?;
    let main = folder.join("main.wasm");
    // It names the parts, which come of the code and of what is done to it from here on.
    let sources = super::fingerprint::of_sources(place)?.to_le_bytes();
    let of_both = fingerprint(&[code.as_slice(), &sources].concat());
    let loader = format!("./{PARTS}/load-{of_both:016x}.js");
    let mut options = wasm_split_cli_support::Options::new(&code);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = PAGE;
    options.link_name = &loader;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{} cannot be cut into parts: {error:#}", module.display()))?;
    fs::write(&main, hold::released(&fs::read(&main)?)?)?;
    let mut users: BTreeMap<&String, BTreeSet<&str>> = BTreeMap::new();
    for (part, pieces) in &split.prefetch_map {
        for piece in pieces {
            users.entry(piece).or_default().insert(part);
        }
    }
    let loader = folder.join(loader);
    let mut text = fs::read_to_string(&loader)?;
    for (piece, users) in users {
        let name = users.into_iter().collect::<Vec<_>>().join(".");
        let piece = format!("{piece}.wasm");
        fs::rename(folder.join(&piece), folder.join(PARTS).join(format!("{name}.wasm")))?;
        text = text.replace(&format!("./{piece}"), &format!("./{name}.wasm"));
    }
    fs::write(loader, text)?;
    Ok(main)
}

/// Brings the parts to what Trunk has built: optimised as the main one is, and by their final names.
pub(super) fn after(place: &Place) -> Result<()> {
    let (from, to) = (folder(place).join(PARTS), place.dist().join(PARTS));
    fs::create_dir_all(&to)?;
    let (mut loaders, mut names) =
        (Vec::new(), vec![(PAGE.to_owned(), format!("../{}.js", name_main(place)?))]);
    for entry in fs::read_dir(&from)? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if file.extension() == Some("js".as_ref()) {
            loaders.push(file);
            continue;
        }
        optimise(place, &file)?;
        let hashed = format!("{name}-{:016x}.wasm", fingerprint(&fs::read(&file)?));
        fs::copy(&file, to.join(&hashed))?;
        names.push((format!("./{name}.wasm"), format!("./{hashed}")));
    }
    for loader in loaders {
        let mut text = fs::read_to_string(&loader)?;
        for (name, hashed) in &names {
            text = text.replace(&format!("\"{name}\""), &format!("\"{hashed}\""));
        }
        fs::write(to.join(loader.file_name().unwrap_or_default()), text)?;
    }
    Ok(())
}

/// Names the main part by what it came to, which it answers: Trunk names it by what the compiler made.
fn name_main(place: &Place) -> Result<String> {
    let dist = place.dist();
    let given = trunks_name(&dist)?;
    let (program, _) = given.rsplit_once('-').context("Trunk has named the main part otherwise")?;
    let mut content = Vec::new();
    for end in MAIN {
        content.extend(fs::read(dist.join(format!("{given}{end}")))?);
    }
    let name = format!("{program}-{:016x}", fingerprint(&content));
    for end in MAIN {
        fs::rename(dist.join(format!("{given}{end}")), dist.join(format!("{name}{end}")))?;
    }
    let index = dist.join("index.html");
    fs::write(&index, fs::read_to_string(&index)?.replace(&given, &name))?;
    Ok(name)
}

fn trunks_name(dist: &Path) -> Result<String> {
    for entry in fs::read_dir(dist)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = file.strip_suffix(".js") {
            return Ok(name.to_owned());
        }
    }
    bail!("Trunk has built no script")
}

fn folder(place: &Place) -> PathBuf {
    place.target.join("interface")
}

fn fingerprint(code: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    code.hash(&mut hasher);
    hasher.finish()
}
