//! The operator's commands: `serve`, `work`, `provision`, `migrate`, `openapi`. They read flags, say what
//! they did, and end with 0, or with 1 and the reason.

mod log;
mod migrate;
mod openapi;
mod provision;
mod serve;
mod work;

use std::process::ExitCode;

use clap::Subcommand;

use crate::config::{ServeFlags, WorkFlags};

/// The operator's commands.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Answers browsers and programs, and posts what is owed
    Serve(Box<ServeFlags>),
    /// Posts what is owed, without answering browsers and programs: beside servers on one PostgreSQL
    Work(Box<WorkFlags>),
    /// Makes a company with its subsidiaries, catalogue and documents; the same again changes nothing
    Provision(Box<provision::Flags>),
    /// Brings the database's schema up to date, and moves another database into it
    Migrate(Box<migrate::Flags>),
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
        Command::Work(flags) => on_threads(work::run(*flags)),
        Command::Provision(flags) => on_threads(provision::run(*flags)),
        Command::Migrate(flags) => on_threads(migrate::run(*flags)),
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

#[cfg(unix)]
async fn until_asked_to_end() -> Result<(), Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut end = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = end.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn until_asked_to_end() -> Result<(), Failure> {
    Ok(tokio::signal::ctrl_c().await?)
}
