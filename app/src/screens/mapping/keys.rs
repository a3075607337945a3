//! The keyboard of the grid: arrows move, with Shift they select, Enter or F2 edits, a letter begins a
//! search, Delete takes the account away, Ctrl+D fills down, Ctrl+Z and Ctrl+Y go back and forth.
//!
//! Invariant: whatever changes the draft is done in the order of the keys, also while what was written
//! before still waits to be looked up ([`super::tools`]).

use waypost_core::Slot;
use web_sys::KeyboardEvent;

use super::focus::{Grid, Place};
use super::rows::Key;
use crate::draft::review;
use crate::ui::announce::say;

/// Rows passed by Page Up and Page Down.
const PAGE: usize = 12;

/// A key was pressed somewhere in the grid.
pub(super) fn pressed(grid: Grid, event: &KeyboardEvent) {
    if event.default_prevented() {
        return;
    }
    // Its combobox has the keyboard.
    if grid.editing.with_untracked(Option::is_some) {
        return;
    }
    let Some(place) = grid.place.get_untracked() else { return };
    let command = event.ctrl_key() || event.meta_key();
    let handled = if command { command_key(grid, event) } else { plain_key(grid, &place, event) };
    if handled || moved(grid, &place, event, command) {
        event.prevent_default();
    }
}

/// Whether the key writes a sign.
fn is_typed(event: &KeyboardEvent) -> bool {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    event.key().chars().count() == 1 && !held
}

fn command_key(grid: Grid, event: &KeyboardEvent) -> bool {
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => grid.bench.run(move |_| went(grid, grid.editor.undo(), "Undone.")),
        ("z", true) | ("y", _) => {
            grid.bench.run(move |_| went(grid, grid.editor.redo(), "Done again."));
        }
        ("a", false) => grid.select_all(),
        ("d", false) => {
            if let Some(meant) = grid.meant() {
                grid.bench.run(move |_| grid.fill_down(&meant));
            }
        }
        ("enter", false) => review::open(true),
        _ => return false,
    }
    true
}

/// A step was taken back or made again, where there was one.
fn went(grid: Grid, to: Option<Slot>, words: &str) {
    match to {
        Some(slot) => {
            say(words);
            grid.go_to_slot(&slot);
        }
        None => say("Nothing more to undo or do again."),
    }
}

fn plain_key(grid: Grid, place: &Place, event: &KeyboardEvent) -> bool {
    let key = event.key();
    match key.as_str() {
        "Enter" | "F2" => grid.edit(place.clone(), String::new()),
        "Delete" | "Backspace" => {
            let slots = grid.selected_slots();
            grid.bench.run(move |_| {
                grid.set_in(slots, None);
                say("The default is used.");
            });
        }
        "Escape" => grid.release(),
        letter if is_typed(event) && !matches!(letter, " " | "/") => {
            grid.edit(place.clone(), key);
        }
        _ => return false,
    }
    true
}

fn moved(grid: Grid, place: &Place, event: &KeyboardEvent, command: bool) -> bool {
    let keys = grid.keys.get_untracked();
    let Some(at) = keys.iter().position(|key| *key == place.key) else { return false };
    let is_line = |row: &usize| keys.get(*row).is_some_and(|key| !matches!(key, Key::Head(_)));
    let down = |from: usize| (from + 1..keys.len()).find(is_line);
    let up = |from: usize| (0..from).rev().find(is_line);
    let first = || (0..keys.len()).find(is_line);
    let last = || (0..keys.len()).rev().find(is_line);
    let (row, column) = match event.key().as_str() {
        "ArrowDown" => (down(at), place.column),
        "ArrowUp" => (up(at), place.column),
        "ArrowRight" => (Some(at), place.column + 1),
        "ArrowLeft" => (Some(at), place.column.saturating_sub(1)),
        "PageDown" => (down((at + PAGE - 1).min(keys.len())).or_else(last), place.column),
        "PageUp" => (up(at.saturating_sub(PAGE - 1)).or_else(first), place.column),
        "Home" if command => (first(), 0),
        "End" if command => (last(), 1),
        "Home" => (Some(at), 0),
        "End" => (Some(at), 1),
        _ => return false,
    };
    if let Some(row) = row {
        if event.shift_key() {
            grid.hold()
        } else {
            grid.release()
        }
        grid.go(row, column);
    }
    true
}
