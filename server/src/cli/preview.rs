//! `waypost preview`: what documents become in the books.

use super::stop::Stop;
use super::table::Table;
use super::{ALL_WELL, Format, OBJECTIONS, input};
use std::io::{Read, Write};
use std::path::PathBuf;
use waypost_core::Rules;
use waypost_core::wire::{self, Catalog, Chart, Document, Mapping};

/// Arguments of `waypost preview`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Chart of accounts
    #[arg(long, value_name = "FILE")]
    chart: PathBuf,
    /// Mapping of slots to accounts
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
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

/// Prints one preview per document, in input order; stops at the first that cannot be read.
pub(super) fn run(args: &Args, stdin: &mut dyn Read, out: &mut dyn Write) -> Result<u8, Stop> {
    let chart: Chart = input::load(&args.chart)?;
    let mapping: Mapping = input::load(&args.mapping)?;
    let catalog: Option<Catalog> = args.catalog.as_deref().map(input::load).transpose()?;
    let rules = Rules::new(&mapping, &chart, catalog.as_ref());
    let table = Table::new(&chart, catalog.as_ref());
    let mut code = ALL_WELL;
    for path in &args.documents {
        input::each_value(path, stdin, |file, line, value| {
            let unusable = |refusal| Stop::unusable(file, line, &refusal);
            let document: Document = wire::read_slice(value).map_err(unusable)?;
            let preview = rules.preview(&document).map_err(unusable)?;
            if !preview.postable {
                code = OBJECTIONS;
            }
            match args.format {
                Format::Json => writeln!(out, "{}", wire::write(&preview)),
                Format::Table => table.preview(out, &document, &preview),
            }
            .map_err(Stop::from_output)
        })?;
    }
    Ok(code)
}
