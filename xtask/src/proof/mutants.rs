//! `cargo xtask mutants`: the rules are changed one place at a time, and a test has to notice.
//!
//! What is changed stands in `.cargo/mutants.toml`. The judges are core's own tests, the golden cases and
//! the truth table among them.

use super::survivors;
use crate::place::Place;
use crate::run::shown;
use crate::setup::cargo_tool::MUTANTS;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

/// Tests that ask thousands of questions, or look at files that no mutation changes.
const QUESTIONING: [&str; 10] = [
    "chance_gives",
    "edit::r09_edited_rules_are_the_rules",
    "hostile::",
    "money::",
    "payments::r54_what_is_no_report",
    "properties::",
    "rulebook::",
    "sources::",
    "truth_table::",
    "turnover::r09_what_moves",
];

/// Which changes to make.
#[derive(Args)]
pub(crate) struct Options {
    /// Only changes whose description matches, such as `core/src/money/`
    #[arg(long, value_name = "REGEX")]
    only: Option<String>,
    /// Go on where a run was interrupted: what was noticed then is not changed again. For as long as
    /// neither the rules nor their tests have changed since
    #[arg(long)]
    r#continue: bool,
}

/// Runs cargo-mutants and compares its survivors with the reasons in docs/mutants.md.
///
/// # Errors
/// Survivors without a reason, reasons without a survivor, or tests that fail by themselves.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    MUTANTS.obtain(place)?;
    let results = place.target.join("mutants.out");
    let going_on = options.r#continue && results.exists();
    if results.exists() && !going_on {
        fs::remove_dir_all(&results)?;
    }
    // Most are noticed within seconds by the golden cases and stories; only what survives those is put
    // before the tests that ask thousands of questions.
    let skipped = QUESTIONING.iter().flat_map(|name| ["--skip", name]);
    let mut stories = mutants(place, options);
    stories.args(going_on.then_some("--iterate")).arg("--cargo-arg=--test=it");
    let first = shown(stories.args(["--", "--"]).args(skipped));
    // It ends with an error when there are survivors; whether they have a reason is ours to say.
    let ended = first.or_else(|_| shown(mutants(place, options).arg("--iterate")));
    judge(place, &results).with_context(|| match ended {
        Ok(()) => "every mutation was noticed".to_owned(),
        Err(error) => error.to_string(),
    })
}

fn mutants(place: &Place, options: &Options) -> Command {
    // Each compiles on one processor, and its tests are done in seconds.
    let jobs = thread::available_parallelism().map_or(1, usize::from).min(4);
    let mut cargo = place.command("cargo");
    cargo
        .args(["mutants", "--package", "waypost-core", "--no-times", "--jobs"])
        .arg(jobs.to_string())
        .arg("--output")
        .arg(&place.target)
        .env_remove("CARGO_TARGET_DIR");
    if let Some(only) = &options.only {
        cargo.args(["--re", only]);
    }
    cargo
}

fn judge(place: &Place, results: &Path) -> Result<()> {
    let list = |file: &str| -> Result<Vec<String>> {
        let text = fs::read_to_string(results.join(file))
            .with_context(|| format!("cargo-mutants wrote no {file}: its own words say why"))?;
        Ok(text.lines().map(survivors::without_place).collect())
    };
    let mut survived = list("missed.txt")?;
    survived.extend(list("timeout.txt")?);
    let mut noticed = list("caught.txt")?;
    // What the golden cases noticed, when the second run had to go on from there.
    noticed.extend(list("previously_caught.txt").unwrap_or_default());
    if survived.is_empty() && noticed.is_empty() {
        bail!("no mutation was judged");
    }
    let page = fs::read_to_string(place.root.join("docs/mutants.md"))
        .context("docs/mutants.md cannot be read")?;
    let complaints = survivors::complaints(&page, &survived, &noticed);
    println!("{} mutations noticed, {} survived", noticed.len(), survived.len());
    if !complaints.is_empty() {
        bail!("docs/mutants.md:\n  {}", complaints.join("\n  "));
    }
    Ok(())
}
