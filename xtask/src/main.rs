//! The house's own commands, run as `cargo xtask …`: install, build, show, test.
//!
//! Not part of the product. Invariant: what is already there is never installed or built again,
//! and whatever stops a command names the next thing to do.

mod bench;
mod build;
mod demo;
mod parity;
mod place;
mod proof;
mod run;
mod setup;
mod step;
mod test;

use anyhow::Result;
use clap::{Parser, Subcommand};
use place::Place;
use std::ffi::OsString;
use std::process::ExitCode;

/// Install, build, show and test Waypost.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Check which tools are there and install the missing ones
    Setup {
        /// What the tools are for; all of them without this
        #[arg(long = "for", value_enum, default_value_t = setup::Purpose::Test)]
        purpose: setup::Purpose,
    },
    /// Build the interface, print what a browser has to load, build the server and the sandbox
    Build {
        /// Optimise the server, too
        #[arg(long)]
        release: bool,
        /// Build the JavaScript package of the rules instead, and print what it weighs
        #[arg(long, conflicts_with = "release")]
        npm: bool,
    },
    /// Start server, sandbox and interface on the sample tenant; Ctrl-C stops all of it
    Demo(demo::Options),
    /// Run every test, in stages
    Test {
        /// Run this stage alone
        #[arg(long, value_enum, value_name = "STAGE")]
        only: Option<test::Stage>,
    },
    /// Measure against published programs and write docs/benchmarks.md
    Bench(bench::Options),
    /// Take the pictures of docs/screens anew: every screen and state, light and dark
    Screens,
    /// Run what needs no browser: format, clippy and native tests
    Check,
    /// Change the rules one place at a time: a test has to notice, or docs/mutants.md says why not
    Mutants(proof::mutants::Options),
    /// Feed every public format with spoilt golden inputs
    Fuzz(proof::fuzz::Options),
    /// Play sync's worst days from seeds, and compare the books with what they have to hold
    Simulate(proof::simulate::Options),
    /// Kill three servers in turn while many documents are posted, and compare the books
    Replicas(proof::replicas::Options),
    /// Work for many companies for a long time, and see that the server does not grow
    Soak(proof::soak::Options),
    /// Stand between Trunk and wasm-bindgen, which Trunk believes to start
    #[command(hide = true, disable_help_flag = true)]
    Bind {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Run tests in WASM, which cargo has built
    #[command(hide = true, disable_help_flag = true)]
    WasmTests {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match carry_out(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(verb: Verb) -> Result<()> {
    let place = Place::find()?;
    match verb {
        Verb::Setup { purpose } => setup::run(&place, purpose),
        Verb::Build { release, npm } => {
            setup::run(&place, setup::Purpose::Demo)?;
            if npm { build::npm::build(&place).map(drop) } else { build::run(&place, release) }
        }
        Verb::Demo(options) => demo::run(&place, &options),
        Verb::Test { only } => test::run(&place, only),
        Verb::Bench(options) => {
            setup::run(&place, setup::Purpose::Test)?;
            if options.parity { parity::run(&place) } else { bench::run(&place, &options) }
        }
        Verb::Screens => test::pictures(&place),
        Verb::Check => test::check(&place),
        Verb::Mutants(options) => proof::mutants::run(&place, &options),
        Verb::Fuzz(options) => proof::fuzz::run(&place, &options),
        Verb::Simulate(options) => proof::simulate::run(&place, &options),
        Verb::Replicas(options) => proof::replicas::run(&place, &options),
        Verb::Soak(options) => proof::soak::run(&place, &options),
        Verb::Bind { arguments } => build::bind(&place, arguments),
        Verb::WasmTests { arguments } => build::bindgen::run_tests(arguments),
    }
}
