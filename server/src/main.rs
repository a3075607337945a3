//! The `waypost` program: reads the command line, hands over, answers with an exit code.

use clap::{Parser, Subcommand};
use std::io::{stderr, stdin, stdout};
use std::process::ExitCode;
use waypost_server::{cli, operator};

/// Accounting sync for trucking companies
#[derive(Parser)]
#[command(name = "waypost", version)]
struct Waypost {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Rules(cli::Command),
    #[command(flatten)]
    Operator(operator::Command),
}

fn main() -> ExitCode {
    let code = match Waypost::try_parse() {
        Ok(Waypost { command: Command::Operator(command) }) => return operator::run(command),
        Err(error) => cli::explain_usage(&error, &mut stdout(), &mut stderr()),
        Ok(Waypost { command: Command::Rules(command) }) => {
            cli::execute(&command, &mut stdin().lock(), &mut stdout().lock(), &mut stderr())
        }
    };
    ExitCode::from(code)
}
