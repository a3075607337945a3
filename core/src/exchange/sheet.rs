//! A mapping as a table for a spreadsheet, and a table, or a mapping in JSON, as rows.
//!
//! Not a CSV parser: the csv crate reads and writes. Invariant: no cell that is written is taken for
//! a formula by a spreadsheet (R54), and what is written is read back as it was.

use super::Said;
use crate::names;
use crate::slot::Slot;
use crate::wire::{self, Catalog, Chart, Mapping, Unusable};
use crate::{Rules, order};

/// More rows than any mapping has slots.
pub const MOST_ROWS: usize = 50_000;

const HEADINGS: [&str; 5] = ["Slot", "Line item", "Account number", "Account name", "Account id"];

/// Every slot that there is for the catalogue, filled or empty, in the order of slots, as CSV.
#[must_use]
pub fn write(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> String {
    let rules = Rules::new(mapping, chart, catalog);
    let mut slots: Vec<Slot> = rules.defaults().into_iter().map(|row| row.slot).collect();
    let rows = rules.sections().into_iter().flat_map(|section| section.rows);
    slots.extend(rows.flat_map(|row| row.cells).filter_map(|cell| cell.slot));
    slots.extend(mapping.slots().into_iter().map(|(slot, _)| slot));
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    for slot in order::distinct(slots) {
        let id = mapping.get(&slot).unwrap_or_default();
        let account = chart.account(id);
        lines.push([
            slot.to_string(),
            names::label(&slot, catalog),
            account.and_then(|one| one.number.clone()).unwrap_or_default(),
            account.map(|one| one.name.clone()).unwrap_or_default(),
            id.to_owned(),
        ]);
    }
    let mut text = String::new();
    for line in lines {
        add_row(&mut text, line.iter().map(|cell| harmless(cell)));
    }
    text
}

/// Adds a row of cells in which nothing is left to compute.
pub(super) fn add_row(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.map(|cell| quoted(&cell)).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// Reads a mapping in JSON, or a table with commas, semicolons or tabs: as it was written here, or
/// two columns, line item and account, with or without headings.
///
/// # Errors
/// [`Unusable`] for what is neither, with its line.
pub fn read(text: &str) -> Result<Vec<Said>, Unusable> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') {
        let mapping: Mapping = wire::read(text)?;
        return Ok(Said::of(&mapping, None));
    }
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .find(|sign| first.as_bytes().contains(sign))
        .ok_or_else(|| Unusable::value("", "has one column; give line items and their accounts"))?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut columns = None;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let cells: Vec<String> = record.iter().map(|cell| plain(cell).to_owned()).collect();
        if columns.is_none() {
            let (found, is_heading) = Columns::of(&cells);
            columns = Some(found);
            if is_heading {
                continue;
            }
        }
        if rows.len() == MOST_ROWS {
            let message = format!("has more than {MOST_ROWS} rows; a mapping has fewer slots");
            return Err(Unusable::value("", message));
        }
        let said = columns.as_ref().map(|columns| columns.said(&cells)).unwrap_or_default();
        if !(said.slot.is_empty() && said.line.is_empty()) {
            rows.push(said);
        }
    }
    Ok(rows)
}

/// Where each of the five stands; none where the table does not have it.
struct Columns([Option<usize>; 5]);

impl Columns {
    /// By the headings, and whether the row is one of headings; else line item and account.
    fn of(cells: &[String]) -> (Columns, bool) {
        let at = |heading: &str| cells.iter().position(|cell| cell.eq_ignore_ascii_case(heading));
        let found = HEADINGS.map(at);
        if found.iter().any(Option::is_some) {
            return (
                Columns([found[0], found[1], found[2], found[3].or(at("Account")), found[4]]),
                true,
            );
        }
        let is_slot = cells.first().is_some_and(|cell| cell.parse::<Slot>().is_ok());
        let (slot, line) = if is_slot { (Some(0), None) } else { (None, Some(0)) };
        (Columns([slot, line, None, Some(1), None]), false)
    }

    fn said(&self, cells: &[String]) -> Said {
        let cell = |at: usize| {
            self.0[at].and_then(|column| cells.get(column)).cloned().unwrap_or_default()
        };
        Said { slot: cell(0), line: cell(1), number: cell(2), name: cell(3), id: cell(4) }
    }
}

/// Signs that make a spreadsheet compute a cell.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell with an apostrophe before what a spreadsheet would compute, or would take for one of ours.
pub(crate) fn harmless(cell: &str) -> String {
    let risky = cell.starts_with(FORMULA) || cell.starts_with('\'');
    if risky { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`harmless`].
fn plain(cell: &str) -> &str {
    let risky = |rest: &&str| rest.starts_with(FORMULA) || rest.starts_with('\'');
    cell.strip_prefix('\'').filter(risky).unwrap_or(cell)
}

/// The cell in quotes, where a sign in it needs them.
pub(crate) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn unreadable(error: &csv::Error) -> Unusable {
    let line = error.position().and_then(|position| usize::try_from(position.line()).ok());
    let message = "is not a table in UTF-8; save it as CSV (UTF-8) and choose it again";
    Unusable { line, ..Unusable::value("", message) }
}
