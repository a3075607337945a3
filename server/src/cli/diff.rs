//! `waypost diff`: what a change of mapping moves.
//!
//! Invariant: documents are read one at a time, and lines are printed as they are found, so memory
//! grows with the sums and with one short row for each document that changes.

use super::stop::Stop;
use super::table::Table;
use super::{ALL_WELL, Format, OBJECTIONS, input};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use waypost_core::Comparison;
use waypost_core::wire::{self, Catalog, Chart, Diff, Document, Mapping, MovedLine};

/// Arguments of `waypost diff`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Chart of accounts
    #[arg(long, value_name = "FILE")]
    chart: PathBuf,
    /// Mapping as it is
    #[arg(long, value_name = "FILE")]
    before: PathBuf,
    /// Mapping as it would be
    #[arg(long, value_name = "FILE")]
    after: PathBuf,
    /// Catalogue of items
    #[arg(long, value_name = "FILE")]
    catalog: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Documents: files of one JSON document or of JSON lines; `-` is standard input
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
}

/// Prints one difference over all documents. Code 0: nothing moves, or all that moves can still be
/// posted; 2: some documents can no longer be posted. At the first document that cannot be read it
/// stops, and the JSON printed so far stays incomplete: half a difference must not pass for one.
pub(super) fn run(args: &Args, stdin: &mut dyn Read, out: &mut dyn Write) -> Result<u8, Stop> {
    let chart: Chart = input::load(&args.chart)?;
    let before: Mapping = input::load(&args.before)?;
    let after: Mapping = input::load(&args.after)?;
    let catalog: Option<Catalog> = args.catalog.as_deref().map(input::load).transpose()?;
    let table = Table::new(&chart, catalog.as_ref());
    let mut comparison = Comparison::new(&before, &after, &chart, catalog.as_ref());
    let mut printed = 0_usize;
    for path in &args.documents {
        input::each_value(path, stdin, |file, line, value| {
            let unusable = |refusal| Stop::unusable(file, line, &refusal);
            let document: Document = wire::read_slice(value).map_err(unusable)?;
            for moved in comparison.document(&document).map_err(unusable)? {
                match args.format {
                    Format::Json => one_line(out, printed, &moved),
                    Format::Table => table.moved(out, &document, &moved),
                }
                .map_err(Stop::from_output)?;
                printed += 1;
            }
            Ok(())
        })?;
    }
    let moved = comparison.finish();
    match args.format {
        Format::Json => sums(out, printed, &moved),
        Format::Table => table.sums(out, &moved),
    }
    .map_err(Stop::from_output)?;
    Ok(if moved.newly_blocked.is_empty() { ALL_WELL } else { OBJECTIONS })
}

fn one_line(out: &mut dyn Write, printed: usize, moved: &MovedLine) -> io::Result<()> {
    let before = if printed == 0 { LINES } else { "," };
    write!(out, "{before}\n  {}", wire::write(moved))
}

/// How every difference begins; the lines follow one by one.
const LINES: &str = "{\"lines\":[";

/// Everything after the lines: the difference as core writes it, whose own list of lines is empty.
fn sums(out: &mut dyn Write, printed: usize, moved: &Diff) -> io::Result<()> {
    let written = wire::write(moved);
    let rest = written.strip_prefix(LINES).unwrap_or(&written);
    let before = if printed == 0 { LINES } else { "\n" };
    writeln!(out, "{before}{rest}")
}
