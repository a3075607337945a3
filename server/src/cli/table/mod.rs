//! Answers for people: aligned columns, amounts to the right, paths in words.

mod moved;
mod suggested;

use std::collections::BTreeMap;
use std::io::{self, Write};
use waypost_core::names;
use waypost_core::wire::{
    Amount, Catalog, Chart, Document, Finding, Level, Line, Outcome, Part, Preview, PreviewLine,
    Severity, Step,
};

/// What it takes to name accounts and items.
pub(super) struct Table<'a> {
    titles: BTreeMap<&'a str, String>,
    catalog: Option<&'a Catalog>,
}

impl<'a> Table<'a> {
    pub(super) fn new(chart: &'a Chart, catalog: Option<&'a Catalog>) -> Table<'a> {
        let titles =
            chart.accounts.iter().map(|account| (account.id.as_str(), account.title())).collect();
        Table { titles, catalog }
    }

    pub(super) fn preview(
        &self,
        out: &mut dyn Write,
        document: &Document,
        preview: &Preview,
    ) -> io::Result<()> {
        let state = if preview.postable { "postable" } else { "not postable" };
        let (number, kind, party) = (document.number(), document.kind, &document.party.name);
        let (date, currency) = (document.date, &document.currency);
        writeln!(out, "{number}  {kind}  {party}  {date}  {currency}  {state}")?;
        let mut rows =
            vec![["line", "what", "amount", "account", "chosen by", "path"].map(str::to_owned)];
        for (line, shown) in document.lines.iter().zip(&preview.lines) {
            rows.push(self.line(line, shown));
        }
        print(out, &rows, &[2])?;
        let notes = preview.lines.iter().filter_map(|line| Some((&line.id, line.note.as_ref()?)));
        for (line, note) in notes {
            writeln!(out, "  line {line}: {note}")?;
        }
        if !preview.entries.is_empty() {
            writeln!(out)?;
            print(out, &self.entries(preview), &[1, 2])?;
        }
        if !preview.findings.is_empty() {
            writeln!(out)?;
            self.findings(out, &preview.findings)?;
        }
        writeln!(out)
    }

    pub(super) fn findings(&self, out: &mut dyn Write, findings: &[Finding]) -> io::Result<()> {
        for finding in findings {
            let severity = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            writeln!(out, "  {severity:<7}  {}", finding.message)?;
        }
        Ok(())
    }

    fn line(&self, line: &Line, shown: &PreviewLine) -> [String; 6] {
        let name = match line.item.as_deref() {
            Some(item) => names::item(line.category, item, self.catalog).to_owned(),
            None => names::line_of(line.category).to_owned(),
        };
        let what = if line.part == Some(Part::Fee) { format!("{name}, fee") } else { name };
        let path: Vec<String> = shown.path.iter().map(|step| self.step(step)).collect();
        [
            shown.id.clone(),
            what,
            shown.amount.grouped(),
            shown.account.as_deref().map_or_else(|| "none".to_owned(), |id| self.title(id)),
            chosen_by(shown.level).to_owned(),
            path.join("; "),
        ]
    }

    fn step(&self, step: &Step) -> String {
        let outcome = match step.outcome {
            Outcome::Unset => "unset",
            Outcome::Hit => "hit",
            Outcome::Rejected => "may not stand there",
            Outcome::NotReached => "not reached",
            Outcome::Inactive => "inactive",
        };
        format!("{} {outcome}", names::label(&step.slot, self.catalog))
    }

    fn entries(&self, preview: &Preview) -> Vec<[String; 3]> {
        let mut rows = vec![["entry", "debit", "credit"].map(str::to_owned)];
        let mut sums = [0_i64; 2];
        for entry in &preview.entries {
            sums[0] += entry.debit.cents();
            sums[1] += entry.credit.cents();
            rows.push([self.title(&entry.account), side(entry.debit), side(entry.credit)]);
        }
        let sum = |cents| Amount::from_cents(cents).map(Amount::grouped).unwrap_or_default();
        rows.push(["sum".to_owned(), sum(sums[0]), sum(sums[1])]);
        rows
    }

    fn title(&self, id: &str) -> String {
        self.titles.get(id).cloned().unwrap_or_else(|| id.to_owned())
    }
}

fn chosen_by(level: Level) -> &'static str {
    match level {
        Level::Specific => "this line",
        Level::CategoryDefault => "category default",
        Level::GeneralDefault => "general default",
        Level::Unresolved => "nothing",
    }
}

fn side(amount: Amount) -> String {
    if amount.is_zero() { String::new() } else { amount.grouped() }
}

/// Prints rows in columns; `right` names the columns that are aligned to the right.
fn print<const N: usize>(
    out: &mut dyn Write,
    rows: &[[String; N]],
    right: &[usize],
) -> io::Result<()> {
    let mut widths = [0_usize; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in rows {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
            line.push_str("  ");
            let blanks = " ".repeat(width - cell.chars().count());
            let (before, after) =
                if right.contains(&at) { (blanks.as_str(), "") } else { ("", blanks.as_str()) };
            line.push_str(before);
            line.push_str(cell);
            line.push_str(after);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
