//! The lines of a preview as a table for a spreadsheet: what, how much, which account, who chose it.
//!
//! It goes out only. Invariant: no text is taken for a formula, and amounts are numbers (R54).

use super::sheet::{add_row, harmless};
use crate::names;
use crate::slot::Slot;
use crate::wire::{Catalog, Chart, Document, Outcome, PreviewLine};

const HEADINGS: [&str; 8] = [
    "Document",
    "Line",
    "Line item",
    "Description",
    "Amount",
    "Account number",
    "Account name",
    "Chosen by",
];

/// The lines of a document with their accounts, as CSV.
pub fn write_lines(
    document: &Document,
    lines: impl IntoIterator<Item = PreviewLine>,
    chart: &Chart,
    catalog: Option<&Catalog>,
) -> String {
    let mut text = String::new();
    add_row(&mut text, HEADINGS.iter().map(|heading| (*heading).to_owned()));
    for (line, source) in lines.into_iter().zip(&document.lines) {
        let account = line.account.as_deref().and_then(|id| chart.account(id));
        let words = [
            document.number().to_owned(),
            line.id.clone(),
            names::line_item(source, catalog),
            source.description.clone().unwrap_or_default(),
        ];
        let after = [
            account.and_then(|one| one.number.clone()).unwrap_or_default(),
            account.map(|one| one.name.clone()).unwrap_or_default(),
            chosen_by(&line).map(|slot| names::label(slot, catalog)).unwrap_or_default(),
        ];
        let harmless = |cell: String| harmless(&cell);
        let amount = std::iter::once(line.amount.to_string());
        add_row(
            &mut text,
            words.into_iter().map(harmless).chain(amount).chain(after.into_iter().map(harmless)),
        );
    }
    text
}

fn chosen_by(line: &PreviewLine) -> Option<&Slot> {
    let found = line.path.iter().find(|step| step.outcome == Outcome::Hit)?;
    Some(&found.slot)
}

#[cfg(test)]
mod tests {
    use super::write_lines;
    use crate::{Rules, wire};

    #[test]
    fn a_line_of_a_preview_is_a_row_whose_words_no_spreadsheet_computes() {
        let chart = r#"{"system":"business_central","company":"K","accounts":[
            {"id":"a-1","number":"11000","name":"Receivables","class":"accounts_receivable"},
            {"id":"a-2","number":"40100","name":"Linehaul, all","class":"income"}]}"#;
        let mapping = r#"{"version":1,"transaction_types":["revenue"],
            "defaults":{"accounts_receivable":"a-1","revenue":"a-2"}}"#;
        let document = r#"{"id":"D-1","kind":"invoice","origin":"load","currency":"USD",
            "date":"2026-09-16","party":{"id":"C","name":"Blue","kind":"customer"},"subsidiary":"S",
            "lines":[{"id":"1","category":"load","item":"linehaul","description":"=1+1","amount":"-12.50"}]}"#;
        let (chart, mapping) = (wire::read(chart).unwrap(), wire::read(mapping).unwrap());
        let document = wire::read(document).unwrap();
        let preview = Rules::new(&mapping, &chart, None).preview(&document).unwrap();
        let text = write_lines(&document, preview.lines, &chart, None);
        let row = text.lines().nth(1).unwrap();
        assert_eq!(row, "D-1,1,linehaul,'=1+1,-12.50,40100,\"Linehaul, all\",Default revenue");
    }
}
