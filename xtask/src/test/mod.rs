//! `cargo xtask test` and `check`: the stages, one after another, and how long each took.
//!
//! Invariant: the first stage that fails stops the run, and its message names the command that
//! runs it alone.

mod package;
mod stage;

pub(crate) use stage::Stage;

use crate::place::Place;
use crate::setup::{self, Purpose};
use crate::step::{Steps, words};
use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// Runs `only` this stage, or all of them, after installing what they need.
pub(crate) fn run(place: &Place, only: Option<Stage>) -> Result<()> {
    let started = Instant::now();
    setup::run(place, Purpose::Test)?;
    let set_up = ("setup", started.elapsed());
    match only {
        Some(stage) => stages(place, &[stage], Some(set_up)),
        None => stages(place, &Stage::ALL, Some(set_up)),
    }
}

/// Takes the pictures of `docs/screens` anew.
pub(crate) fn pictures(place: &Place) -> Result<()> {
    setup::run(place, Purpose::Test)?;
    stage::pictures(place)
}

/// Runs format, clippy and native tests with the tools that are there.
pub(crate) fn check(place: &Place) -> Result<()> {
    stages(place, &[Stage::Format, Stage::Clippy, Stage::Native], None)
}

fn stages(place: &Place, list: &[Stage], before: Option<(&'static str, Duration)>) -> Result<()> {
    let steps = Steps::of(list.len());
    let mut times: Vec<(&str, Duration)> = before.into_iter().collect();
    for (number, stage) in (1..).zip(list) {
        let name = stage.name();
        let what = format!("{name}: {}", stage.what());
        let took = steps
            .take(number, &what, || stage.run(place))
            .with_context(|| format!("Stage {name} failed. Alone: cargo xtask test --only {name}"));
        match took {
            Ok(took) => times.push((name, took)),
            Err(error) => {
                table(&times);
                return Err(error);
            }
        }
    }
    table(&times);
    Ok(())
}

fn table(times: &[(&str, Duration)]) {
    println!("\n{:<12} {:>12}", "stage", "took");
    for (name, took) in times {
        println!("{name:<12} {:>12}", words(*took));
    }
    println!("{:<12} {:>12}", "in all", words(times.iter().map(|(_, took)| *took).sum()));
}
