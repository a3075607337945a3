//! `simulate`, run by `cargo xtask simulate`: many seeds on all cores, and what they came to.
//!
//! Not a test by itself: `tests/it` runs a few seeds of the same. Invariant: a seed that fails is named
//! with the command that plays it again.

#![expect(clippy::expect_used, reason = "what cannot be set up ends the run")]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use clap::{Parser, ValueEnum};
use waypost_core::wire::System;
use waypost_tests::simulation::{self, Plan, Report};

/// Plays sync's worst days from seeds.
#[derive(Parser)]
struct Flags {
    /// How many seeds
    #[arg(long, default_value_t = 1_000)]
    seeds: u64,
    /// The first of them
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// This seed alone, with its history
    #[arg(long)]
    seed: Option<u64>,
    /// Whose books they are
    #[arg(long, value_enum, default_value_t = Books::BusinessCentral)]
    books: Books,
    /// Payments in both directions, too; over QuickBooks Online
    #[arg(long)]
    payments: bool,
    /// What may happen
    #[arg(long, value_enum, default_value_t = Luck::Everything)]
    luck: Luck,
}

#[derive(Clone, Copy, ValueEnum)]
enum Books {
    BusinessCentral,
    QuickbooksOnline,
}

#[derive(Clone, Copy, ValueEnum)]
enum Luck {
    /// T7: two workers and everything that can go wrong
    Everything,
    /// T4: workers that die at every turn
    Deaths,
    /// T5: a fifth of all writes without an outcome that anybody heard of
    Ambiguous,
}

fn main() -> ExitCode {
    let flags = Flags::parse();
    let plan = match flags.luck {
        Luck::Everything => Plan::EVERYTHING,
        Luck::Deaths => Plan::DEATHS,
        Luck::Ambiguous => Plan::AMBIGUOUS,
    };
    let plan = plan.on(match flags.books {
        Books::BusinessCentral => System::BusinessCentral,
        Books::QuickbooksOnline => System::QuickbooksOnline,
    });
    let plan = if flags.payments { plan.paying() } else { plan };
    if let Some(seed) = flags.seed {
        let report = play(seed, plan);
        report.history.iter().for_each(|line| println!("{line}"));
        return ended(&[report]);
    }
    ended(&play_all(flags.from..flags.from + flags.seeds, plan))
}

/// All seeds, as many at once as there are cores.
fn play_all(seeds: std::ops::Range<u64>, plan: Plan) -> Vec<Report> {
    let next = AtomicU64::new(seeds.start);
    let reports = Mutex::new(Vec::new());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        return;
                    }
                    let mut report = play(seed, plan);
                    if report.verdict.holds() {
                        report.history.clear();
                    } else {
                        println!("seed {seed} fails");
                    }
                    let mut reports = reports.lock().expect("the list");
                    reports.push(report);
                    if reports.len() % 100 == 0 {
                        println!("{} seeds in {} s", reports.len(), start.elapsed().as_secs());
                    }
                }
            });
        }
    });
    reports.into_inner().expect("the list")
}

/// One seed, on one thread: nothing but the seed decides what comes first.
fn play(seed: u64, plan: Plan) -> Report {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(simulation::run(seed, plan))
}

fn ended(reports: &[Report]) -> ExitCode {
    let sum = |of: fn(&Report) -> usize| reports.iter().map(of).sum::<usize>();
    let documents: u64 = reports.iter().map(|report| report.documents).sum();
    println!("\n{:>9}  seeds\n{documents:>9}  documents", reports.len());
    let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, count) in reports.iter().flat_map(|report| &report.counted) {
        *counted.entry(name).or_default() += count;
    }
    for (name, count) in counted {
        println!("{count:>9}  {name}");
    }
    println!("\n{:>9}  lost", sum(|report| report.verdict.lost.len()));
    println!("{:>9}  duplicate", sum(|report| report.verdict.duplicate.len()));
    println!("{:>9}  stuck", sum(|report| report.verdict.stuck.len()));
    println!("{:>9}  wrong in amount", sum(|report| report.verdict.wrong.len()));
    println!("{:>9}  echoes applied", sum(|report| report.verdict.echoed.len()));
    let failed: Vec<&Report> = reports.iter().filter(|one| !one.verdict.holds()).collect();
    for report in failed.iter().take(10) {
        println!("\nseed {}: {:#?}", report.seed, report.verdict);
        println!("again: the same command with --seed {}", report.seed);
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
