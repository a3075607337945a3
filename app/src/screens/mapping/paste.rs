//! What was on the clipboard: a table of accounts, each for the slot of its place.
//!
//! Invariant: what is pasted is taken whole or not at all, and whatever is in the way is said.

use waypost_core::Slot;
use waypost_core::exchange::{Found, Known};
use waypost_core::names;

use super::focus::Grid;
use super::selection::Meant;
use crate::draft::Edit;
use crate::ui::announce::say;
use crate::words::count;

/// Problems named; the others are counted.
const MOST: usize = 3;

/// Puts it into the cells from the first one that was meant on; a single account goes into all of them.
pub(super) fn put(grid: Grid, meant: &Meant, text: &str) {
    let targets = targets(grid, meant, &cells(text));
    let (edits, wrong) = read(grid, &targets);
    if wrong.is_empty() {
        grid.put(edits, 0);
        return;
    }
    let more = wrong.len().saturating_sub(MOST);
    let mut words = wrong.into_iter().take(MOST).collect::<Vec<_>>().join(" ");
    if more > 0 {
        words.push_str(&format!(" And {}.", count(more, "more cell", "more cells")));
    }
    let words = format!("Nothing was pasted. {words}");
    grid.note.set(Some(words.clone()));
    say(&words);
}

/// Rows of cells, without the marks that spreadsheets put around a cell with a tab or quote in it.
fn cells(text: &str) -> Vec<Vec<String>> {
    let bare = |cell: &str| {
        let cell = cell.trim();
        let marked = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
        marked.map_or_else(|| cell.to_owned(), |cell| cell.replace("\"\"", "\""))
    };
    let text = text.strip_suffix('\n').unwrap_or(text);
    let lines = text.split('\n').map(|line| line.split('\t').map(bare).collect());
    lines.collect()
}

/// Each pasted text with the slot that it is for.
fn targets(grid: Grid, meant: &Meant, table: &[Vec<String>]) -> Vec<(Slot, String)> {
    if let [row] = table
        && let [text] = row.as_slice()
    {
        let slots = grid.within(meant).into_iter().flatten().flatten();
        return slots.map(|slot| (slot, text.clone())).collect();
    }
    let width = table.iter().map(Vec::len).max().unwrap_or_default();
    let (row, left) = (meant.rows.0, meant.columns.0);
    let rows = grid.cells(meant.keys.get(row..).unwrap_or_default(), left, left + width - 1);
    let pairs = rows.into_iter().zip(table);
    pairs
        .flat_map(|(slots, texts)| slots.into_iter().zip(texts.clone()))
        .filter_map(|(slot, text)| Some((slot?, text)))
        .collect()
}

/// The edits that the texts mean, and what is in the way of any of them.
fn read(grid: Grid, targets: &[(Slot, String)]) -> (Vec<Edit>, Vec<String>) {
    let accounts = grid.editor.accounts();
    let known = Known::new(accounts.chart());
    let (mut edits, mut wrong) = (Vec::new(), Vec::new());
    for (slot, text) in targets {
        if text.is_empty() {
            edits.push((slot.clone(), None));
            continue;
        }
        match known.find(text) {
            Found::One(account) if grid.may_hold(slot, &account.id) => {
                edits.push((slot.clone(), Some(account.id.clone())));
            }
            Found::One(account) => {
                let label = names::label(slot, grid.editor.catalog().as_deref());
                wrong.push(format!("{label} cannot use {}.", account.title()));
            }
            Found::Nearest(near) => {
                let near: Vec<String> = near.iter().map(|account| account.title()).collect();
                let nearest = if near.is_empty() {
                    String::new()
                } else {
                    format!(" Nearest: {}.", names::listed(&near, "or"))
                };
                wrong.push(format!("“{text}” names no account of the chart.{nearest}"));
            }
        }
    }
    (edits, wrong)
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn a_table_of_a_spreadsheet_is_read_row_by_row() {
        let text = "40100 Linehaul\t51000\r\n\t\"41500 \"\"Fees\"\"\"\r\n";
        assert_eq!(cells(text), [["40100 Linehaul", "51000"], ["", "41500 \"Fees\""]]);
    }

    #[test]
    fn an_empty_last_cell_is_a_cell() {
        assert_eq!(cells("40100\n\n"), [["40100"], [""]]);
    }
}
