//! `waypost validate`: everything there is to say about a mapping.

use super::stop::Stop;
use super::table::Table;
use super::{ALL_WELL, Format, OBJECTIONS, input};
use std::io::Write;
use std::path::PathBuf;
use waypost_core::wire::{Catalog, Chart, Mapping, Severity};

/// Arguments of `waypost validate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Chart of accounts
    #[arg(long, value_name = "FILE")]
    chart: PathBuf,
    /// Mapping of slots to accounts
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// Catalogue of items; without it, what items need is not checked
    #[arg(long, value_name = "FILE")]
    catalog: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

/// Prints the findings as one JSON list.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Stop> {
    let chart: Chart = input::load(&args.chart)?;
    let mapping: Mapping = input::load(&args.mapping)?;
    let catalog: Option<Catalog> = args.catalog.as_deref().map(input::load).transpose()?;
    let findings = waypost_core::validate(&mapping, &chart, catalog.as_ref());
    match args.format {
        Format::Json => super::list(out, &findings),
        Format::Table => Table::new(&chart, catalog.as_ref()).findings(out, &findings),
    }
    .map_err(Stop::from_output)?;
    let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
    Ok(if has_errors { OBJECTIONS } else { ALL_WELL })
}
