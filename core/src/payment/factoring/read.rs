//! Reading a factoring report.
//!
//! Not a CSV parser: the csv crate reads. Invariant: whatever is wrong is listed with its line and
//! column, and then no row is handed out.

use super::Row;
use super::cell;
use super::columns::Places;
use crate::wire::{Amount, Date, FactoringColumns, Unusable};
use std::collections::BTreeMap;

/// A factor pays a fleet's loads of some days; more rows than this are another kind of file.
const MOST_ROWS: usize = 50_000;

/// The longest load number or reference; together they stay within what an id may have.
const LONGEST: usize = 60;

/// What there is to say about one file; the first of it is enough to mend the rest.
const MOST_REFUSALS: usize = 100;

/// The headings of a report in their order, without empty ones: what its columns are chosen among.
///
/// # Errors
/// [`Unusable`] where the first row cannot be read, or has none.
pub fn headings(bytes: &[u8]) -> Result<Vec<String>, Unusable> {
    let mut reader = reader(bytes);
    let headings = reader.headers().map_err(|error| unreadable(&error))?;
    let named = headings.iter().filter(|heading| !heading.is_empty());
    let named: Vec<String> = named.map(str::to_owned).collect();
    if named.is_empty() {
        let message = "has no headings; give the report with its headings in the first row";
        return Err(Unusable { line: Some(1), ..Unusable::value("", message) });
    }
    Ok(named)
}

/// Reads a report (comma-separated, headings in the first row).
///
/// # Errors
/// Everything that cannot be read, by line and heading, at most a hundred of them.
pub fn read(bytes: &[u8], columns: &FactoringColumns) -> Result<Vec<Row>, Vec<Unusable>> {
    let mut reader = reader(bytes);
    let headings = reader.headers().map_err(|error| vec![unreadable(&error)])?;
    let places = Places::find(headings, columns).map_err(|refusal| vec![refusal])?;
    let mut rows: Vec<Row> = Vec::new();
    let mut refusals = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) if record.iter().all(str::is_empty) => continue,
            Ok(record) => record,
            Err(error) => return Err(vec![unreadable(&error)]),
        };
        if rows.len() == MOST_ROWS {
            let message = format!("has more than {MOST_ROWS} rows; split the report");
            return Err(vec![Unusable::value("", message)]);
        }
        match row(&record, places, columns) {
            Ok(mut row) => {
                let count = seen.entry(row.id()).or_default();
                *count += 1;
                row.repeat = *count;
                rows.push(row);
            }
            Err(refusal) => refusals.push(refusal),
        }
        if refusals.len() == MOST_REFUSALS {
            break;
        }
    }
    if refusals.is_empty() { Ok(rows) } else { Err(refusals) }
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes)
}

fn row(
    record: &csv::StringRecord,
    places: Places,
    columns: &FactoringColumns,
) -> Result<Row, Unusable> {
    let line = record.position().map_or(0, csv::Position::line);
    let cells = Cells { record, line };
    let load = cells.text(Some(places.load), &columns.load)?;
    let load =
        load.ok_or_else(|| cells.refuse(&columns.load, "is empty; give the load's number"))?;
    let date = cells.get(Some(places.date), &columns.date, cell::date, DAY)?;
    let date: Date = date.ok_or_else(|| cells.refuse(&columns.date, "is empty; give the day"))?;
    let named = |name: &Option<String>| name.clone().unwrap_or_default();
    let money = |place, name: &Option<String>| cells.get(place, &named(name), cell::amount, MONEY);
    let gross = money(places.gross, &columns.gross)?;
    let fee = money(places.fee, &columns.fee)?.map(Amount::abs);
    let net = money(places.net, &columns.net)?;
    for (figure, name) in [(gross, &columns.gross), (net, &columns.net)] {
        if figure.is_some_and(Amount::is_negative) {
            let message = "is below zero; a chargeback is not a payment, take the row out and record it by hand";
            return Err(cells.refuse(&named(name), message));
        }
    }
    let (amount, fee) = counted(gross, fee, net)
        .map_err(|message| cells.refuse(&named(&columns.gross), &message))?;
    let reference = cells.text(places.reference, &named(&columns.reference))?;
    Ok(Row { line, load, amount, fee, date, reference, repeat: 0 })
}

const DAY: &str = "is not a day; write it as 2026-09-20 or 9/20/2026";
const MONEY: &str = "is not an amount; write it as 3,000.00";

/// What counts as paid, and the fee (R37): the gross only where the report says what became of the
/// rest, so that a short payment never passes for a full one (edge case 89).
fn counted(
    gross: Option<Amount>,
    fee: Option<Amount>,
    net: Option<Amount>,
) -> Result<(Amount, Option<Amount>), String> {
    match (gross, fee, net) {
        (Some(gross), Some(fee), _) if fee > gross => {
            Err(format!("of {gross} is less than the fee of {fee}; correct one of them"))
        }
        (Some(gross), Some(fee), Some(net)) if gross.checked_add(-fee) != Some(net) => {
            Err(format!(
                "of {gross} less the fee of {fee} is not the net of {net}; correct one of them"
            ))
        }
        (Some(gross), Some(fee), _) => Ok((gross, Some(fee))),
        (_, _, Some(net)) => Ok((net, None)),
        (Some(gross), None, None) => Ok((gross, None)),
        (None, _, None) => Err("is empty, and net too; give one of them".to_owned()),
    }
}

/// The cells of one row.
struct Cells<'a> {
    record: &'a csv::StringRecord,
    line: u64,
}

impl Cells<'_> {
    fn get<T>(
        &self,
        place: Option<usize>,
        column: &str,
        read: impl Fn(&str) -> Option<T>,
        otherwise: &str,
    ) -> Result<Option<T>, Unusable> {
        let text = place.and_then(|at| self.record.get(at)).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let refuse = || self.refuse(column, &format!("{} {otherwise}", crate::wire::quoted(text)));
        read(text).map(Some).ok_or_else(refuse)
    }

    fn text(&self, place: Option<usize>, column: &str) -> Result<Option<String>, Unusable> {
        let short = |text: &str| (text.len() <= LONGEST).then(|| text.to_owned());
        self.get(place, column, short, "is longer than 60 bytes; shorten it")
    }

    fn refuse(&self, column: &str, message: &str) -> Unusable {
        let line = usize::try_from(self.line).ok();
        Unusable { line, ..Unusable::value(column, message) }
    }
}

fn unreadable(error: &csv::Error) -> Unusable {
    let line = error.position().and_then(|position| usize::try_from(position.line()).ok());
    let message = "is not CSV in UTF-8; save the report as CSV (UTF-8) and upload it again";
    Unusable { line, ..Unusable::value("", message) }
}
