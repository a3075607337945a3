//! The sandbox as a program: prints its address and serves until it is stopped.

use std::{error::Error, path::PathBuf, process::ExitCode};

use clap::Parser;
use tokio::signal;
use waypost_sandbox::{Config, Sandbox, Seed, StartError};

/// Accounting systems as a local server that keeps real books.
#[derive(Debug, Parser)]
#[command(version)]
struct Flags {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// What the books start with (JSON); without it the built-in company Keystone Freight.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Keeps the books in this file across restarts.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::from_default_env();
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    match serve(Flags::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("waypost-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(flags: Flags) -> Result<(), Box<dyn Error>> {
    let seed = match &flags.seed {
        None => None,
        Some(path) => {
            let text = tokio::fs::read_to_string(path).await;
            let text = text.map_err(|error| StartError::file(path, &error))?;
            Some(Seed::from_json(&text).map_err(|error| StartError::file(path, &error))?)
        }
    };
    let config = Config { port: flags.port, seed, state_file: flags.state, ..Config::default() };
    let sandbox = Sandbox::start(config).await?;
    println!("waypost-sandbox listens on {}", sandbox.base_url());
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    sandbox.stop().await;
    Ok(())
}
