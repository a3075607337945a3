//! Copying accounts to a spreadsheet, and pasting them from one: a line for each row, a tab between
//! columns. A cell that uses the default is empty.
//!
//! A browser hands the clipboard over only while the key is pressed: what is pasted is taken here, and
//! read in [`super::paste`] as soon as that is loaded.

use waypost_core::Slot;
use web_sys::ClipboardEvent;

use super::focus::Grid;
use crate::ui::announce::say;
use crate::words::count;

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

/// Puts what is on the clipboard into the cells that are selected now.
pub(super) fn paste(grid: Grid, event: &ClipboardEvent) {
    if grid.editing.with_untracked(Option::is_some) || !grid.editor.may_edit {
        return;
    }
    let text = event.clipboard_data().and_then(|clipboard| clipboard.get_data("text/plain").ok());
    let Some(text) = text.filter(|text| !matches!(text.as_str(), "" | "\n")) else { return };
    event.prevent_default();
    if let Some(meant) = grid.meant() {
        grid.bench.run(move |tools| (tools.paste)(grid, &meant, &text));
    }
}
