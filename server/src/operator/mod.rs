//! The operator's commands: `serve`, `provision`, `migrate`, `openapi`. They read flags, say what
//! they did, and end with 0, or with 1 and the reason.

mod log;
mod migrate;
mod openapi;
mod provision;
mod serve;

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::{DatabaseFlags, ServeFlags};

/// The operator's commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Answers browsers and programs, and posts what is owed
    Serve(Box<ServeFlags>),
    /// Makes a company with its subsidiaries, catalogue and documents; the same again changes nothing
    Provision(Box<provision::Flags>),
    /// Brings the database's schema up to date
    Migrate(DatabaseFlags),
    /// Prints the OpenAPI document
    Openapi,
}

/// Why a command ended.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs one command.
pub fn run(command: Command) -> ExitCode {
    let done = match command {
        Command::Openapi => openapi::run(),
        Command::Serve(flags) => on_threads(serve::run(*flags)),
        Command::Provision(flags) => on_threads(provision::run(*flags)),
        Command::Migrate(flags) => on_threads(migrate::run(flags)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn on_threads(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
