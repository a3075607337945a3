//! `waypost preview`: what documents become in the books.

use super::stop::Stop;
use super::table::Table;
use super::{ALL_WELL, OBJECTIONS, blocks, input};
use clap::ValueEnum;
use std::io::{Read, Write};
use std::path::PathBuf;
use waypost_core::wire::{self, Catalog, Chart, Document, Mapping};
use waypost_core::{Rules, Tally};

/// How previews are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a document, as the public formats say
    Json,
    /// For people
    Table,
    /// Debits and credits by currency and account over all postable documents, as one JSON object
    Totals,
}

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
    /// How to print: each preview, or the totals of all postable documents
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Documents: files of one JSON document or of JSON lines; `-` is standard input
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<PathBuf>,
}

/// What documents add to the answer.
#[derive(Default)]
struct Answers {
    text: Vec<u8>,
    tally: Tally,
    objections: bool,
}

/// Prints one preview per document, in input order, or what all of them come to; stops at the first
/// that cannot be read.
pub(super) fn run(args: &Args, stdin: &mut dyn Read, out: &mut dyn Write) -> Result<u8, Stop> {
    let chart: Chart = input::load(&args.chart)?;
    let mapping: Mapping = input::load(&args.mapping)?;
    let catalog: Option<Catalog> = args.catalog.as_deref().map(input::load).transpose()?;
    let rules = Rules::new(&mapping, &chart, catalog.as_ref());
    let table = Table::new(&chart, catalog.as_ref());
    let answer = |value: &[u8], answers: &mut Answers| {
        let document: Document = wire::read_slice(value)?;
        let postable = match args.format {
            Format::Totals => answers.tally.add(&rules, &document)?,
            Format::Json => {
                let preview = rules.preview(&document)?;
                wire::append(&mut answers.text, &preview);
                preview.postable
            }
            Format::Table => {
                let preview = rules.preview(&document)?;
                // Writing to memory cannot fail.
                table.preview(&mut answers.text, &document, &preview).ok();
                preview.postable
            }
        };
        answers.objections |= !postable;
        Ok(())
    };
    let mut all = Answers::default();
    let mut hand_in = |answers: Answers| {
        all.objections |= answers.objections;
        all.tally.merge(answers.tally);
        out.write_all(&answers.text).map_err(Stop::from_output)
    };
    for path in &args.documents {
        blocks::each_document(path, stdin, &answer, &mut hand_in)?;
    }
    if args.format == Format::Totals {
        let totals = all.tally.totals(&rules).map_err(|refusal| Stop::Because(refusal.message))?;
        writeln!(out, "{}", wire::write(&totals)).map_err(Stop::from_output)?;
    }
    Ok(if all.objections { OBJECTIONS } else { ALL_WELL })
}
