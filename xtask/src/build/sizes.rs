//! What the first screen makes a browser load, against the goal.
//!
//! Found by following names, from index.html through every file that a loaded file names. A file
//! that nothing names is not loaded by the first screen and not counted.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Bytes, compressed, that the first screen should cost at most.
const GOAL: u64 = 220_000;

/// Bytes that it may cost today. It only ever goes down, until it is the goal.
const LIMIT: u64 = 325_000;

/// Prints a line for each file and the sum, and returns the compressed sum.
pub(crate) fn report(dist: &Path) -> Result<u64> {
    println!("{:>10} {:>10}  first screen", "raw", "brotli");
    let (mut raw_sum, mut small_sum) = (0, 0);
    for name in loaded(dist)? {
        let raw = size(&dist.join(&name))?;
        let small = size(&dist.join(format!("{name}.br")))?;
        println!("{:>10} {:>10}  {name}", kilobytes(raw), kilobytes(small));
        raw_sum += raw;
        small_sum += small;
    }
    let goal = kilobytes(GOAL);
    let met = if small_sum <= GOAL { "met" } else { "not met yet" };
    let (raw_sum, small) = (kilobytes(raw_sum), kilobytes(small_sum));
    println!("{raw_sum:>10} {small:>10}  in all; the goal of {goal} is {met}");
    Ok(small_sum)
}

/// # Errors
/// The first screen has grown over what it may cost today.
pub(crate) fn must_be_within_limit(bytes: u64) -> Result<()> {
    ensure!(
        bytes <= LIMIT,
        "the first screen loads {}, over today's limit of {}. Make it smaller, largest file first",
        kilobytes(bytes),
        kilobytes(LIMIT)
    );
    Ok(())
}

/// The names of index.html and of all that it leads to.
fn loaded(dist: &Path) -> Result<BTreeSet<String>> {
    let mut others = BTreeSet::new();
    collect(dist, dist, &mut others)?;
    let mut seen = BTreeSet::new();
    let mut next = vec!["index.html".to_owned()];
    while let Some(name) = next.pop() {
        others.remove(&name);
        let text = fs::read(dist.join(&name)).with_context(|| format!("cannot read {name}"))?;
        let text = String::from_utf8_lossy(&text);
        next.extend(others.iter().filter(|other| text.contains(other.as_str())).cloned());
        seen.insert(name);
    }
    Ok(seen)
}

fn collect(dist: &Path, folder: &Path, names: &mut BTreeSet<String>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(dist, &path, names)?;
        } else if path.extension().is_none_or(|end| end != "br") {
            names.insert(path.strip_prefix(dist)?.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

fn size(path: &Path) -> Result<u64> {
    Ok(fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len())
}

pub(super) fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}
