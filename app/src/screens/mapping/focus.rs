//! Where the keyboard is in the grid: one cell at a time can be reached with Tab, arrows move it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use waypost_core::Slot;
use waypost_core::grid::Row;
use waypost_core::names;

use super::rows::{self, Content, Index, Key};
use super::selection::Block;
use super::tools::Bench;
use crate::draft::Editor;
use crate::memo::Memo;
use crate::signal::RwSignal;
use crate::ui::announce::say;
use crate::ui::window::Window;

/// A cell: its row, and which of the row's accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The row.
    pub(super) key: Key,
    /// 0, or 1 for the second column.
    pub(super) column: usize,
}

/// A cell that is being edited, and what was typed to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Editing {
    /// The cell.
    pub(super) place: Place,
    /// The first letters, or nothing.
    pub(super) typed: String,
}

/// The grid's state; copied freely.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    /// The draft.
    pub(super) editor: Editor,
    /// What is loaded when somebody acts.
    pub(super) bench: Bench,
    /// The rows that are shown, in order.
    pub(super) keys: Memo<Arc<Vec<Key>>>,
    /// Where every row stands among the draft's sections.
    pub(super) index: Memo<Arc<Index>>,
    /// The cell that Tab reaches.
    pub(super) place: RwSignal<Option<Place>>,
    /// The cell that is being edited.
    pub(super) editing: RwSignal<Option<Editing>>,
    /// Where a selection of several cells began.
    pub(super) anchor: RwSignal<Option<Place>>,
    /// The cells that are selected.
    pub(super) block: Memo<Block>,
    /// What came of the last action on several cells.
    pub(super) note: RwSignal<Option<String>>,
    /// Which rows are drawn.
    pub(super) window: Window,
}

impl Grid {
    /// What the row shows; changes with the draft.
    pub(super) fn content(self, key: &Key) -> Option<Content> {
        self.editor
            .sections()
            .with(|sections| self.index.with(|index| rows::content(sections, index, key)))
    }

    /// Something about a line as it is now; none for heads.
    pub(super) fn look<T>(self, key: &Key, at: impl Fn(&Row) -> Option<T>) -> Option<T> {
        self.editor.sections().with_untracked(|sections| {
            self.index.with_untracked(|index| rows::line(sections, index, key).and_then(at))
        })
    }

    /// How many accounts the row has; none for heads.
    pub(super) fn columns(self, key: &Key) -> usize {
        self.look(key, |row| Some(row.cells.len())).unwrap_or_default()
    }

    /// The slot of a cell; none where there is nothing to choose.
    pub(super) fn slot(self, place: &Place) -> Option<Slot> {
        self.look(&place.key, |row| {
            row.cells.get(place.column).filter(|cell| cell.live).and_then(|cell| cell.slot.clone())
        })
    }

    /// Moves the focus to a cell, drawing its row first where it is not.
    pub(super) fn go(self, row: usize, column: usize) {
        let Some(key) = self.keys.with_untracked(|keys| keys.get(row).cloned()) else { return };
        let column = column.min(self.columns(&key).saturating_sub(1));
        self.window.reach(row);
        self.place.set(Some(Place { key: key.clone(), column }));
        focus(cell_id(&key, column));
    }

    /// The cell has got the focus; what edits it may be needed soon.
    pub(super) fn enter(self, place: Place) {
        self.place.set(Some(place));
        if self.editor.may_edit {
            self.bench.expect();
        }
    }

    /// Gives the focus back to the cell that Tab reaches.
    pub(super) fn back(self) {
        if let Some(place) = self.place.get_untracked() {
            focus(cell_id(&place.key, place.column));
        }
    }

    /// Begins to edit the cell, where something can be chosen.
    pub(super) fn edit(self, place: Place, typed: String) {
        if self.editor.may_edit && self.slot(&place).is_some() {
            self.place.set(Some(place.clone()));
            self.editing.set(Some(Editing { place, typed }));
        }
    }

    /// What was written and could not be taken stands in its field again where its cell still has the
    /// focus; whoever is elsewhere by now is told.
    pub(super) fn give_back(self, place: Place, text: String) {
        let cell = cell_id(&place.key, place.column);
        let still_here = document().active_element().is_some_and(|element| element.id() == cell);
        if still_here && self.editing.with_untracked(Option::is_none) {
            return self.edit(place, text);
        }
        let slot = self.slot(&place);
        let label = slot.map(|slot| names::label(&slot, self.editor.catalog().as_deref()));
        let words = format!("“{text}” was not taken for {}.", label.unwrap_or_default());
        say(&words);
        self.note.update(|note| {
            *note = Some(
                note.take().map_or_else(|| words.clone(), |before| format!("{before} {words}")),
            );
        });
    }

    /// The row that holds the slot gets the focus, after an undo.
    pub(super) fn go_to_slot(self, slot: &Slot) {
        let column_of =
            |row: &Row| row.cells.iter().position(|cell| cell.slot.as_ref() == Some(slot));
        let found = self.keys.with_untracked(|keys| {
            keys.iter().enumerate().find_map(|(at, key)| Some((at, self.look(key, column_of)?)))
        });
        if let Some((row, column)) = found {
            self.go(row, column);
        }
    }
}

/// The element of a cell.
pub(super) fn cell_id(key: &Key, column: usize) -> String {
    match key {
        Key::Head(category) => format!("head-{category}"),
        Key::Default(category) => format!("cell-{category}--{column}"),
        Key::Item(category, item) => format!("cell-{category}-{item}-{column}"),
    }
}

/// Gives the focus to a cell: before the next key where it is drawn, or once it is.
fn focus(id: String) {
    if !focused(&id) {
        // A row that was scrolled away meanwhile takes no focus.
        request_animation_frame(move || {
            let _ = focused(&id);
        });
    }
}

fn focused(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    let element = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}
