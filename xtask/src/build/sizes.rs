//! What screens make a browser load, against the goal.
//!
//! Found by following names, from index.html through every file that a loaded file names; of the
//! parts that are loaded when they are needed (`split.rs`), those that say so in their own names.
//! A file that nothing names is not loaded and not counted.

use super::split::PARTS;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Bytes, compressed, that a screen should cost at most.
const GOAL: u64 = 220_000;

/// The screens that are weighed: the first one, whose code comes with the page, and the one where
/// most time is spent, as it is read, before somebody acts on it. With the part each needs and the
/// bytes that it may cost today, which only ever go down, until they are the goal.
const SCREENS: [(&str, Option<&str>, u64); 2] =
    [("first screen", None, 97_500), ("mapping screen", Some("mapping"), 220_000)];

/// A screen that costs more than it may, in words.
pub(crate) type Excess = Option<String>;

/// Prints a line for each file and the sum of each screen, and answers what is over its limit.
pub(crate) fn report(dist: &Path) -> Result<Excess> {
    let mut excess = None;
    for (screen, part, limit) in SCREENS {
        println!("{:>10} {:>10}  {screen}", "raw", "brotli");
        let (mut raw_sum, mut small_sum) = (0, 0);
        for name in loaded(dist, part)? {
            let raw = size(&dist.join(&name))?;
            let small = size(&dist.join(format!("{name}.br")))?;
            println!("{:>10} {:>10}  {name}", kilobytes(raw), kilobytes(small));
            raw_sum += raw;
            small_sum += small;
        }
        let goal = kilobytes(GOAL);
        let met = if small_sum <= GOAL { "met" } else { "not met yet" };
        let (raw, small) = (kilobytes(raw_sum), kilobytes(small_sum));
        println!("{raw:>10} {small:>10}  in all; the goal of {goal} is {met}");
        if small_sum > limit {
            let limit = kilobytes(limit);
            excess = Some(format!("the {screen} loads {small}, over today's limit of {limit}"));
        }
    }
    Ok(excess)
}

/// # Errors
/// A screen has grown over what it may cost today.
pub(crate) fn must_be_within_limit(excess: Excess) -> Result<()> {
    let words = excess.unwrap_or_default();
    ensure!(words.is_empty(), "{words}. Make it smaller, largest file first");
    Ok(())
}

/// The names of index.html and of all that it leads to, with what a screen of `part` adds.
fn loaded(dist: &Path, part: Option<&str>) -> Result<BTreeSet<String>> {
    let mut others = BTreeSet::new();
    collect(dist, dist, &mut others)?;
    others.retain(|name| match name.strip_prefix(PARTS).filter(|_| name.ends_with(".wasm")) {
        Some(name) => part.is_some_and(|part| belongs(name, part)),
        None => true,
    });
    let mut seen = BTreeSet::new();
    let mut next = vec!["index.html".to_owned()];
    while let Some(name) = next.pop() {
        others.remove(&name);
        let text = fs::read(dist.join(&name)).with_context(|| format!("cannot read {name}"))?;
        let text = String::from_utf8_lossy(&text);
        let is_named = |other: &&String| text.contains(other.rsplit('/').next().unwrap_or(other));
        next.extend(others.iter().filter(is_named).cloned());
        seen.insert(name);
    }
    Ok(seen)
}

/// `/documents.mapping-1f2e3d4c5b6a7988.wasm` belongs to both.
fn belongs(name: &str, part: &str) -> bool {
    let users = name.trim_start_matches('/').split('-').next().unwrap_or_default();
    users.split('.').any(|user| user == part)
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

#[cfg(test)]
mod tests {
    use super::belongs;

    #[test]
    fn a_part_says_in_its_name_which_screens_need_it() {
        let shared = "/documents.mapping-1f2e3d4c5b6a7988.wasm";
        assert!(belongs(shared, "mapping"));
        assert!(belongs(shared, "documents"));
        assert!(!belongs(shared, "setting_up"));
        assert!(!belongs("/mapping_again-1f2e3d4c5b6a7988.wasm", "mapping"));
        assert!(!belongs("/edit.others-1f2e3d4c5b6a7988.wasm", "mapping"));
    }
}
