//! Writes what the peers read into a folder: the company, B1's documents and edits, B5's documents,
//! and the journal that these documents post, as ledger, hledger and beancount read it.

use std::fs::{self, File};
use std::io::{BufWriter, Error, Result, Write};
use std::path::{Path, PathBuf};
use waypost_bench::{DOCUMENTS, EDITS, company};
use waypost_core::Rules;
use waypost_core::wire::{self, Account, Document, Preview};
use waypost_generate::Company;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().unwrap_or_else(|| ".".to_owned()));
    let documents = args.next().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    fs::create_dir_all(&folder)?;
    let company = company();
    fs::write(folder.join("chart.json"), wire::write(&company.chart))?;
    fs::write(folder.join("mapping.json"), wire::write(&company.mapping))?;
    fs::write(folder.join("catalog.json"), wire::write(&company.catalog))?;
    let edits: Vec<(String, Option<String>)> =
        company.edits().take(EDITS).map(|(slot, account)| (slot.to_string(), account)).collect();
    fs::write(folder.join("edits.json"), wire::write(&edits))?;
    let mut few = create(&folder, "few.jsonl")?;
    for document in company.documents().take(DOCUMENTS) {
        writeln!(few, "{}", wire::write(&document))?;
    }
    few.flush()?;
    journals(&company, documents, &folder)
}

fn journals(company: &Company, documents: usize, folder: &Path) -> Result<()> {
    let mut many = create(folder, "many.jsonl")?;
    let mut ledger = create(folder, "journal.ledger")?;
    let mut beancount = create(folder, "journal.beancount")?;
    for account in &company.chart.accounts {
        writeln!(ledger, "account {}", name(account))?;
        writeln!(beancount, "2020-01-01 open {}", name(account))?;
    }
    let rules = Rules::new(&company.mapping, &company.chart, Some(&company.catalog));
    let named = |id: &str| company.chart.account(id).map(name).unwrap_or_default();
    let mut lines = 0;
    for document in company.documents().take(documents) {
        writeln!(many, "{}", wire::write(&document))?;
        let preview =
            rules.preview(&document).map_err(|refusal| Error::other(refusal.to_string()))?;
        lines += preview.lines.len();
        if preview.postable {
            writeln!(ledger, "\n{} {}", document.date, document.id)?;
            writeln!(beancount, "\n{} * \"{}\"", document.date, document.id)?;
            postings(&document, &preview, &named, &mut ledger)?;
            postings(&document, &preview, &named, &mut beancount)?;
        }
    }
    println!("{lines}");
    many.flush().and_then(|()| ledger.flush()).and_then(|()| beancount.flush())
}

fn postings(
    document: &Document,
    preview: &Preview,
    named: &impl Fn(&str) -> String,
    journal: &mut impl Write,
) -> Result<()> {
    for entry in &preview.entries {
        let amount = if entry.debit.is_zero() { -entry.credit } else { entry.debit };
        writeln!(journal, "  {}  {amount} {}", named(&entry.account), document.currency)?;
    }
    Ok(())
}

/// The account's name in a journal: beancount takes five roots, and parts that begin with a capital.
fn name(account: &Account) -> String {
    let number = account.number.as_deref().unwrap_or_default();
    format!("Assets:N{number}")
}

fn create(folder: &Path, name: &str) -> Result<BufWriter<File>> {
    File::create(folder.join(name)).map(BufWriter::new)
}
