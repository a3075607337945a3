//! `waypost suggest`: accounts for slots that hold none. Nothing is applied.

use super::stop::Stop;
use super::table::Table;
use super::{ALL_WELL, Format, input};
use std::io::Write;
use std::path::PathBuf;
use waypost_core::wire::{Catalog, Chart, Mapping};

/// Arguments of `waypost suggest`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Chart of accounts
    #[arg(long, value_name = "FILE")]
    chart: PathBuf,
    /// Catalogue of items
    #[arg(long, value_name = "FILE")]
    catalog: PathBuf,
    /// Mapping so far; without it every slot is unmapped
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

/// Prints the suggestions as one JSON list. Code 0, whether anything is found or not.
pub(super) fn run(args: &Args, out: &mut dyn Write) -> Result<u8, Stop> {
    let chart: Chart = input::load(&args.chart)?;
    let catalog: Catalog = input::load(&args.catalog)?;
    let mapping: Option<Mapping> = args.mapping.as_deref().map(input::load).transpose()?;
    let found = waypost_core::suggest(&catalog, &chart, mapping.as_ref());
    match args.format {
        Format::Json => super::list(out, &found),
        Format::Table => Table::new(&chart, Some(&catalog)).suggestions(out, &found),
    }
    .map_err(Stop::from_output)?;
    Ok(ALL_WELL)
}
