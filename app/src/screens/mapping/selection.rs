//! Several cells at once: from where the selection began to the cell that has the focus, over all
//! rows between them.

use std::sync::Arc;

use waypost_core::Slot;

use super::focus::{Grid, Place};
use super::rows::Key;
use crate::memo::{Memo, memo};
use crate::signal::RwSignal;

/// First and last row, first and last column; only where more than one cell is selected.
pub(super) type Block = Option<(usize, usize, usize, usize)>;

/// Which cells an action is for, whatever is selected when it is done.
pub(super) struct Meant {
    /// The rows that were shown.
    pub(super) keys: Arc<Vec<Key>>,
    /// First and last row.
    pub(super) rows: (usize, usize),
    /// First and last column.
    pub(super) columns: (usize, usize),
}

/// The block that follows the focus.
pub(super) fn block(
    keys: Memo<Arc<Vec<Key>>>,
    anchor: RwSignal<Option<Place>>,
    place: RwSignal<Option<Place>>,
) -> Memo<Block> {
    memo(move || {
        let (from, to) = (anchor.get()?, place.get()?);
        keys.with(|keys| {
            let row = |place: &Place| keys.iter().position(|key| *key == place.key);
            let (one, other) = (row(&from)?, row(&to)?);
            let (left, right) = (from.column.min(to.column), from.column.max(to.column));
            (one != other || left != right).then_some((one.min(other), one.max(other), left, right))
        })
    })
}

impl Grid {
    /// The selection begins here, unless it has begun.
    pub(super) fn hold(self) {
        if self.anchor.with_untracked(Option::is_none) {
            self.anchor.set(self.place.get_untracked());
        }
    }

    /// Only the cell with the focus is selected.
    pub(super) fn release(self) {
        if self.anchor.with_untracked(Option::is_some) {
            self.anchor.set(None);
        }
    }

    /// Selects everything that is shown; the focus goes to its beginning.
    pub(super) fn select_all(self) {
        let keys = self.keys.get_untracked();
        let line = |key: &&Key| !matches!(key, Key::Head(_));
        let Some(last) = keys.iter().rev().find(line) else { return };
        self.anchor.set(Some(Place { key: last.clone(), column: 1 }));
        if let Some(first) = keys.iter().position(|key| line(&key)) {
            self.go(first, 0);
        }
    }

    /// The selected cells, or the one that has the focus.
    pub(super) fn meant(self) -> Option<Meant> {
        let keys = self.keys.get_untracked();
        let block = self.block.get_untracked().or_else(|| {
            let place = self.place.get_untracked()?;
            let row = keys.iter().position(|key| *key == place.key)?;
            Some((row, row, place.column, place.column))
        });
        let (first, last, left, right) = block?;
        Some(Meant { keys, rows: (first, last), columns: (left, right) })
    }

    /// The selected cells row by row, heads left out; a cell has no slot where nothing can be chosen.
    pub(super) fn selected(self) -> Vec<Vec<Option<Slot>>> {
        self.meant().map(|meant| self.within(&meant)).unwrap_or_default()
    }

    /// Their slots, where something can be chosen.
    pub(super) fn selected_slots(self) -> Vec<Slot> {
        self.selected().into_iter().flatten().flatten().collect()
    }

    /// The same, of cells that were selected before.
    pub(super) fn within(self, meant: &Meant) -> Vec<Vec<Option<Slot>>> {
        let ((first, last), (left, right)) = (meant.rows, meant.columns);
        self.cells(&meant.keys[first..=last.min(meant.keys.len() - 1)], left, right)
    }

    /// The slots of these rows, from one column to another.
    pub(super) fn cells(self, keys: &[Key], left: usize, right: usize) -> Vec<Vec<Option<Slot>>> {
        let lines = keys.iter().filter(|key| !matches!(key, Key::Head(_)));
        lines
            .map(|key| {
                let columns = left..=right.min(self.columns(key).max(left + 1) - 1);
                columns.map(|column| self.slot(&Place { key: key.clone(), column })).collect()
            })
            .collect()
    }
}
