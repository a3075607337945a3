//! Where the keyboard is in the grid: one cell at a time can be reached with Tab, arrows move it.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use waypost_core::Slot;

use super::rows::{Content, Key};
use super::window::Window;
use crate::draft::Editor;

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
    /// The first letter, or nothing.
    pub(super) typed: String,
}

/// The grid's state; copied freely.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    /// The draft.
    pub(super) editor: Editor,
    /// The rows that are shown, in order.
    pub(super) keys: Memo<Arc<Vec<Key>>>,
    /// What every row shows.
    pub(super) contents: Memo<Arc<HashMap<Key, Content>>>,
    /// The cell that Tab reaches.
    pub(super) place: RwSignal<Option<Place>>,
    /// The cell that is being edited.
    pub(super) editing: RwSignal<Option<Editing>>,
    /// Which rows are drawn.
    pub(super) window: Window,
}

impl Grid {
    /// How many accounts the row has; none for heads.
    pub(super) fn columns(self, key: &Key) -> usize {
        self.contents.with_untracked(|contents| match contents.get(key) {
            Some(Content::Line(row)) => row.cells.len(),
            Some(Content::Head { .. }) | None => 0,
        })
    }

    /// The slot of a cell; none where there is nothing to choose.
    pub(super) fn slot(self, place: &Place) -> Option<Slot> {
        self.contents.with_untracked(|contents| match contents.get(&place.key) {
            Some(Content::Line(row)) => row
                .cells
                .get(place.column)
                .filter(|cell| cell.live)
                .and_then(|cell| cell.slot.clone()),
            Some(Content::Head { .. }) | None => None,
        })
    }

    /// Moves the focus to a cell, drawing its row first where it is not.
    pub(super) fn go(self, row: usize, column: usize) {
        let Some(key) = self.keys.with_untracked(|keys| keys.get(row).cloned()) else { return };
        let column = column.min(self.columns(&key).saturating_sub(1));
        self.window.reach(row);
        self.place.set(Some(Place { key: key.clone(), column }));
        focus_soon(cell_id(&key, column));
    }

    /// Gives the focus back to the cell that Tab reaches.
    pub(super) fn back(self) {
        if let Some(place) = self.place.get_untracked() {
            focus_soon(cell_id(&place.key, place.column));
        }
    }

    /// Begins to edit the cell, where something can be chosen.
    pub(super) fn edit(self, place: Place, typed: String) {
        let already = self.editing.with_untracked(|editing| {
            editing.as_ref().is_some_and(|editing| editing.place == place)
        });
        if !already && self.editor.may_edit && self.slot(&place).is_some() {
            self.place.set(Some(place.clone()));
            self.editing.set(Some(Editing { place, typed }));
        }
    }

    /// The row that holds the slot gets the focus, after an undo.
    pub(super) fn go_to_slot(self, slot: &Slot) {
        let found = self.contents.with_untracked(|contents| {
            contents.iter().find_map(|(key, content)| {
                let Content::Line(row) = content else { return None };
                let column = row.cells.iter().position(|cell| cell.slot.as_ref() == Some(slot))?;
                Some((key.clone(), column))
            })
        });
        let Some((key, column)) = found else { return };
        if let Some(row) = self.keys.with_untracked(|keys| keys.iter().position(|one| *one == key))
        {
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

/// After the next drawing the element is there.
fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) =
            element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            // A row that was scrolled away meanwhile takes no focus.
            let _ = element.focus();
        }
    });
}
