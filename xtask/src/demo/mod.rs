//! `cargo xtask demo`: the product on the sample tenant, in one go.
//!
//! Everything it keeps lies in target/demo of the clone, so that a second start goes on where
//! the first one stopped. Invariant: when the command ends, nothing that it started runs on.

mod ask;
mod child;
mod greeting;
mod health;
mod home;
mod port;
mod programs;
mod sample;

use crate::build;
use crate::place::Place;
use crate::setup::{self, Purpose};
use crate::step::words;
use anyhow::{Context, Result, bail};
use child::Crew;
use clap::Args;
use home::Home;
use std::sync::mpsc::{self, Receiver};
use std::time::Instant;

/// How to show the product.
#[derive(Args)]
pub(crate) struct Options {
    /// Port of the interface on 127.0.0.1
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Forget what was done in earlier demos
    #[arg(long)]
    fresh: bool,
}

/// What ends the demo.
enum Event {
    /// Ctrl-C, or a polite request of the machine.
    Stop,
    /// A program ended by itself: its name, and how.
    Ended(&'static str, String),
}

/// Builds, starts, and stays until Ctrl-C.
///
/// # Errors
/// What kept it from starting, or which program ended by itself.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    let started = Instant::now();
    port::must_be_free(options.port)?;
    let home = Home::open(place, options.fresh)?;
    setup::run(place, Purpose::Demo)?;
    build::interface(place)?;
    build::programs(place, false)?;
    port::must_be_free(options.port)?;

    let (told, events) = mpsc::channel();
    let stop = told.clone();
    ctrlc::set_handler(move || drop(stop.send(Event::Stop))).context("cannot listen to Ctrl-C")?;
    let mut crew = Crew::new(told);
    let ended = show(place, &home, options, &events, &mut crew, started);
    crew.stop(&events);
    ended
}

fn show(
    place: &Place,
    home: &Home,
    options: &Options,
    events: &Receiver<Event>,
    crew: &mut Crew,
    started: Instant,
) -> Result<()> {
    let addresses = port::Addresses::beside(options.port)?;
    let words_of_server = programs::start(place, home, &addresses, crew)?;
    health::wait(&addresses.sandbox, events, home)?;
    health::wait(&addresses.interface, events, home)?;
    programs::introduce(&addresses)?;
    greeting::print(&addresses, home, &words_of_server, &words(started.elapsed()));
    match events.recv().context("the demo lost sight of its programs")? {
        Event::Stop => {
            println!("\nStopping …");
            Ok(())
        }
        Event::Ended(name, how) => bail!("{}", home.obituary(name, &how)),
    }
}
