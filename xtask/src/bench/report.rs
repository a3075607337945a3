//! `docs/benchmarks.md`: goals, results and losses of one run.

use super::race::Score;
use super::{Bench, Options, peers};
use crate::run::read;
use std::fmt::Write;
use std::fs;

/// A figure to reach, and the one that was reached.
pub(super) struct Goal {
    what: &'static str,
    sign: &'static str,
    goal: f64,
    got: f64,
    met: bool,
}

impl Goal {
    pub(super) fn at_least(what: &'static str, goal: f64, got: f64) -> Goal {
        Goal { what, sign: "≥", goal, got, met: got >= goal }
    }

    pub(super) fn at_most(what: &'static str, goal: f64, got: f64) -> Goal {
        Goal { what, sign: "≤", goal, got, met: got <= goal }
    }
}

/// One benchmark.
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) unit: &'static str,
    pub(super) scores: Vec<Score>,
    pub(super) goals: Vec<Goal>,
}

pub(super) fn page(bench: &Bench<'_>, options: &Options, tables: &[Table]) -> String {
    let mut page = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench`. Peers are published programs, given the same \
         input from a fixed seed. They are timed only after all came to the same figures, and take \
         turns; a time is the median of the rounds. Ratios are what counts: times are of this machine \
         and of what else it was doing.\n",
    );
    for table in tables {
        write_table(&mut page, table).unwrap_or_default();
    }
    let versions = peers::versions(bench).join("; ");
    let processor = read(bench.place.command("uname").arg("-srm")).unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (documents, rounds) = (options.documents, options.rounds);
    page.push_str(&format!(
        "\n## This run\n\n`cargo xtask bench --documents {documents} --rounds {rounds}` on {processor}, \
         {cores} cores, load average {} at the end. Peers: {versions}.\n",
        load.split_whitespace().next().unwrap_or("unknown")
    ));
    page
}

fn write_table(page: &mut String, table: &Table) -> std::fmt::Result {
    writeln!(page, "\n## {}\n\n{}\n", table.title, table.about)?;
    writeln!(page, "| goal | | reached | |\n|---|---|---|---|")?;
    for goal in &table.goals {
        let verdict = if goal.met { "met" } else { "**lost**" };
        let (what, sign, aim) = (goal.what, goal.sign, goal.goal);
        writeln!(page, "| {what} | {sign} {aim} | {:.2} | {verdict} |", goal.got)?;
    }
    let first = table.scores.first().map_or(f64::NAN, |score| score.took);
    writeln!(page, "\n| | {} | ÷ the first | MB |\n|---|---|---|---|", table.unit)?;
    for score in &table.scores {
        let memory =
            if score.megabytes > 0.0 { format!("{:.0}", score.megabytes) } else { String::new() };
        let (name, took) = (score.name, score.took);
        writeln!(page, "| {name} | {took:.2} | {:.2} | {memory} |", took / first)?;
    }
    Ok(())
}
