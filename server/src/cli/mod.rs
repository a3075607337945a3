//! The command line of the rules: `waypost preview`, `validate`, `decide`, `diff` and `suggest`.
//!
//! Not the server's commands. Reads files, asks `waypost_core`, prints; decides nothing. Invariant:
//! memory does not grow with the number of documents, and what was answered before an unusable
//! document is printed.

mod blocks;
mod decide;
mod diff;
mod input;
mod preview;
mod stop;
mod suggest;
mod table;
mod validate;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use stop::Stop;
use waypost_core::wire;

/// Nothing to object: all postable, no error, no payment that needs a person.
pub const ALL_WELL: u8 = 0;
/// Something could not be read, or the command was not understood.
pub const UNUSABLE: u8 = 1;
/// Read, and not postable, with errors, or with a payment that is held or has drifted.
pub const OBJECTIONS: u8 = 2;

/// The commands of this module, to be flattened into those of the binary.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Shows what documents become in the books: account and path of every line, entries, findings
    Preview(preview::Args),
    /// Lists everything there is to say about a mapping
    Validate(validate::Args),
    /// Says what becomes of payments: exported, imported, waiting, skipped, held, an echo, or drift
    Decide(decide::Args),
    /// Shows what a change of mapping moves: lines, accounts and documents, with money
    Diff(diff::Args),
    /// Offers accounts for slots that hold none, with the evidence for each
    Suggest(suggest::Args),
}

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As the public formats say
    Json,
    /// For people
    Table,
}

/// Accounting sync for trucking companies: the rules
#[derive(Debug, Parser)]
#[command(name = "waypost")]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Runs a command line, its program name included, and answers the exit code.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> u8 {
    match Line::try_parse_from(args) {
        Ok(line) => execute(&line.command, stdin, stdout, stderr),
        Err(error) => explain_usage(&error, stdout, stderr),
    }
}

/// Runs one command and answers the exit code: 0 all well, 2 objections, 1 unusable input.
pub fn execute(
    command: &Command,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> u8 {
    let mut out = BufWriter::new(stdout);
    let done = match command {
        Command::Preview(args) => preview::run(args, stdin, &mut out),
        Command::Validate(args) => validate::run(args, &mut out),
        Command::Decide(args) => decide::run(args, stdin, &mut out),
        Command::Diff(args) => diff::run(args, stdin, &mut out),
        Command::Suggest(args) => suggest::run(args, &mut out),
    };
    let flushed = out.flush().map_err(Stop::from_output);
    match done.and_then(|code| flushed.map(|()| code)) {
        Ok(code) => code,
        // Whoever read the output has seen enough; that is not a failure.
        Err(Stop::NobodyReads) => ALL_WELL,
        Err(Stop::Because(message)) => {
            // Nothing is left to tell it to when standard error is closed too.
            writeln!(stderr, "{message}").ok();
            UNUSABLE
        }
    }
}

/// Prints one JSON list, a row on each line.
fn list<T: serde::Serialize>(out: &mut dyn Write, rows: &[T]) -> io::Result<()> {
    let lines: Vec<String> = rows.iter().map(|row| format!("  {}", wire::write(row))).collect();
    match lines.as_slice() {
        [] => writeln!(out, "[]"),
        lines => writeln!(out, "[\n{}\n]", lines.join(",\n")),
    }
}

/// Prints help, or what was not understood, and answers the exit code. Code 2 means objections here,
/// so a mistyped command is code 1.
pub fn explain_usage(error: &clap::Error, stdout: &mut dyn Write, stderr: &mut dyn Write) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            write!(stdout, "{error}").ok();
            ALL_WELL
        }
        _ => {
            write!(stderr, "{error}").ok();
            UNUSABLE
        }
    }
}
