//! `docs/benchmarks.md`: goals, results and losses of one run.

use super::Bench;
use super::race::Score;
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
    /// Who took part, with versions.
    pub(super) peers: Vec<String>,
    pub(super) unit: &'static str,
    pub(super) scores: Vec<Score>,
    pub(super) goals: Vec<Goal>,
}

/// What every section of the page begins with.
const SECTION: &str = "\n## ";

const ABOUT: &str = "# Benchmarks\n\nWritten by `cargo xtask bench`. Peers are published programs, given \
                     the same input from a fixed seed. They are timed only after all came to the same \
                     figures, and take turns; a time is the median of the rounds. Ratios are what \
                     counts: times are of this machine and of what else it was doing.\n";

/// What the page says of one benchmark.
pub(super) fn section(bench: &Bench<'_>, name: &str, table: &Table) -> String {
    let mut section = format!("{SECTION}{name}: {}\n\n{}\n\n", table.title, table.about);
    write_table(&mut section, table).unwrap_or_default();
    let processor = read(bench.place.command("uname").arg("-srm")).unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (documents, rounds) = (bench.documents, bench.rounds);
    section.push_str(&format!(
        "\n`cargo xtask bench --only {name} --documents {documents} --rounds {rounds}` on {processor}, \
         {cores} cores, load average {} at the end. Peers: {}.\n",
        load.split_whitespace().next().unwrap_or("unknown"),
        table.peers.join("; ")
    ));
    section
}

/// The page with a section renewed; what it says of other benchmarks stays.
pub(super) fn page(before: &str, section: &str, order: &[&str]) -> String {
    let is_of = |text: &str, name: &str| text.starts_with(&format!("{name}:"));
    let mut page = ABOUT.to_owned();
    for name in order {
        let known = before.split(SECTION).skip(1).find(|text| is_of(text, name));
        match section.strip_prefix(SECTION) {
            Some(renewed) if is_of(renewed, name) => page.push_str(section),
            _ => page.extend(known.into_iter().flat_map(|text| [SECTION, text])),
        }
    }
    page
}

fn write_table(page: &mut String, table: &Table) -> std::fmt::Result {
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

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn one_benchmark_is_renewed_and_the_others_stay() {
        let order = ["B1", "B5", "B6"];
        let first = page("", "\n## B5: old\n", &order);
        let both = page(&first, "\n## B1: first\n", &order);
        let renewed = page(&both, "\n## B5: new\n", &order);
        assert!(renewed.ends_with("\n## B1: first\n\n## B5: new\n"), "{renewed}");
        assert!(renewed.starts_with("# Benchmarks"), "{renewed}");
    }
}
