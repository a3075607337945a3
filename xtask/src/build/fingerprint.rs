//! Whether the built interface still fits its sources.
//!
//! By content, not by time: a fresh clone or a changed branch touches every file's time. The note
//! lies in the clone's own target folder, because it speaks about the clone's own app/dist.

use crate::place::Place;
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// What the interface is made of, and how.
const SOURCES: [&str; 8] = [
    "app",
    "core",
    "style",
    "xtask/src/build",
    "xtask/tools",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
];

/// The fingerprint of everything that the interface is built from.
pub(crate) fn of_sources(place: &Place) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        add(&place.root.join(source), &place.dist(), &mut hasher)?;
    }
    Ok(hasher.finish())
}

/// Whether app/dist is what was built from sources with this fingerprint.
pub(crate) fn is_current(place: &Place, sources: u64) -> bool {
    let noted = fs::read_to_string(note(place)).unwrap_or_default();
    built(place).is_ok_and(|built| noted == line(sources, built))
}

/// Notes that app/dist was built from sources with this fingerprint.
pub(crate) fn remember(place: &Place, sources: u64) -> Result<()> {
    let file = note(place);
    fs::create_dir_all(file.parent().context("the note has no folder")?)?;
    fs::write(&file, line(sources, built(place)?))
        .with_context(|| format!("cannot write {}", file.display()))
}

/// Drops the note, so that an interrupted build is not taken for a finished one.
pub(crate) fn forget(place: &Place) -> Result<()> {
    match fs::remove_file(note(place)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn built(place: &Place) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    fs::metadata(place.dist().join("index.html"))?;
    add(&place.dist(), Path::new(""), &mut hasher)?;
    Ok(hasher.finish())
}

fn line(sources: u64, built: u64) -> String {
    format!("{sources:016x} {built:016x}\n")
}

fn note(place: &Place) -> PathBuf {
    place.root.join("target/interface.note")
}

fn add(path: &Path, except: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path == except {
        return Ok(());
    }
    if path.is_dir() {
        let entries: std::io::Result<Vec<_>> = fs::read_dir(path)?.collect();
        let mut paths: Vec<PathBuf> = entries?.into_iter().map(|entry| entry.path()).collect();
        paths.sort();
        return paths.iter().try_for_each(|path| add(path, except, hasher));
    }
    path.hash(hasher);
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))?.hash(hasher);
    Ok(())
}
