//! Copying accounts to a spreadsheet, and pasting them from one: a line for each row, a tab between
//! columns. A cell that uses the default is empty.
//!
//! Invariant: what is pasted is taken whole or not at all, and whatever is in the way is said.

use leptos::prelude::*;
use waypost_core::Slot;
use waypost_core::exchange::{Found, Known};
use waypost_core::names;
use web_sys::ClipboardEvent;

use super::focus::Grid;
use crate::draft::Edit;
use crate::ui::announce::say;
use crate::words::count;

/// Problems named; the others are counted.
const MOST: usize = 3;

/// Puts the selected accounts on the clipboard.
pub(super) fn copy(grid: Grid, event: &ClipboardEvent) {
    if grid.editing.with_untracked(Option::is_some) {
        return;
    }
    let Some(clipboard) = event.clipboard_data() else { return };
    let rows = grid.selected();
    let accounts = grid.editor.accounts();
    let text = grid.editor.mapping().with_untracked(|mapping| {
        let title = |slot: &Option<Slot>| {
            let held = slot.as_ref().and_then(|slot| mapping.get(slot));
            held.map(|id| accounts.title(id)).unwrap_or_default()
        };
        let line = |row: &Vec<Option<Slot>>| row.iter().map(title).collect::<Vec<_>>().join("\t");
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    });
    // A browser that refuses keeps what was copied before.
    if clipboard.set_data("text/plain", &text).is_ok() {
        event.prevent_default();
        say(&format!("{} copied.", count(rows.len(), "row", "rows")));
    }
}

/// Puts what is on the clipboard into the cells from the first selected one on; a single account
/// goes into all that are selected.
pub(super) fn paste(grid: Grid, event: &ClipboardEvent) {
    if grid.editing.with_untracked(Option::is_some) || !grid.editor.may_edit {
        return;
    }
    let text = event.clipboard_data().and_then(|clipboard| clipboard.get_data("text/plain").ok());
    let Some(table) = text.map(|text| cells(&text)).filter(|table| !table.is_empty()) else {
        return;
    };
    event.prevent_default();
    let targets = targets(grid, &table);
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
    if text.is_empty() {
        return Vec::new();
    }
    let lines = text.split('\n').map(|line| line.split('\t').map(bare).collect());
    lines.collect()
}

/// Each pasted text with the slot that it is for.
fn targets(grid: Grid, table: &[Vec<String>]) -> Vec<(Slot, String)> {
    let selected = grid.selected();
    if let [row] = table
        && let [text] = row.as_slice()
    {
        let slots = selected.into_iter().flatten().flatten();
        return slots.map(|slot| (slot, text.clone())).collect();
    }
    let width = table.iter().map(Vec::len).max().unwrap_or_default();
    let keys = grid.keys.get_untracked();
    let Some(place) = grid.place.get_untracked() else { return Vec::new() };
    let (row, left) = grid.block.get_untracked().map_or_else(
        || (keys.iter().position(|key| *key == place.key).unwrap_or_default(), place.column),
        |(first, _, left, _)| (first, left),
    );
    let rows = grid.cells(keys.get(row..).unwrap_or_default(), left, left + width - 1);
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
