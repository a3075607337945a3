//! What is done to all selected cells at once: an account for all, their defaults, the first row's
//! accounts for the rows below. Each is one step that can be undone.

use waypost_core::{Slot, judge};

use super::focus::Grid;
use super::selection::Meant;
use crate::draft::Edit;
use crate::ui::announce::say;
use crate::words::count;

impl Grid {
    /// Puts an account, or none, into every selected cell that may hold it.
    pub(super) fn set_selected(self, account: Option<&str>) {
        self.set_in(self.selected_slots(), account);
    }

    /// The same for these slots.
    pub(super) fn set_in(self, slots: Vec<Slot>, account: Option<&str>) {
        let all = slots.len();
        let edits: Vec<Edit> = slots
            .into_iter()
            .filter(|slot| account.is_none_or(|id| self.may_hold(slot, id)))
            .map(|slot| (slot, account.map(str::to_owned)))
            .collect();
        let refused = all - edits.len();
        self.put(edits, refused);
    }

    /// Gives the accounts of the first row that was meant to those below it, column by column; where it
    /// is one row, those of the row above to it.
    pub(super) fn fill_down(self, meant: &Meant) {
        let mut rows = self.within(meant);
        if rows.len() == 1
            && let Some(above) = self.above(meant)
        {
            rows.insert(0, above);
        }
        let mut rows = rows.into_iter();
        let Some(first) = rows.next() else { return };
        let given: Vec<Option<String>> = self.editor.mapping().with_untracked(|mapping| {
            let held = |slot: &Slot| mapping.get(slot).map(str::to_owned);
            first.iter().map(|slot| slot.as_ref().and_then(held)).collect()
        });
        let (mut edits, mut refused) = (Vec::new(), 0);
        for (slot, account) in rows.flat_map(|row| row.into_iter().zip(given.clone())) {
            let Some(slot) = slot else { continue };
            if account.as_deref().is_none_or(|id| self.may_hold(&slot, id)) {
                edits.push((slot, account));
            } else {
                refused += 1;
            }
        }
        self.put(edits, refused);
    }

    /// Whether the account may stand there; warnings do not keep it out.
    pub(super) fn may_hold(self, slot: &Slot, account: &str) -> bool {
        let accounts = self.editor.accounts();
        self.editor.mapping().with_untracked(|mapping| {
            accounts
                .get(account)
                .is_some_and(|one| !judge(slot, one, accounts.system(), mapping).is_forbidden())
        })
    }

    /// Makes the edits and says what came of them.
    pub(super) fn put(self, edits: Vec<Edit>, refused: usize) {
        let changed = self.editor.set_all(edits);
        let kept = match refused {
            0 => String::new(),
            some => format!(
                " {} kept, for the account cannot be used there.",
                count(some, "cell was", "cells were")
            ),
        };
        let words = format!("{} changed.{kept}", count(changed, "account", "accounts"));
        self.note.set((refused > 0 || changed > 1).then(|| words.clone()));
        say(&words);
    }

    /// The row above the one that was meant, in the same columns.
    fn above(self, meant: &Meant) -> Option<Vec<Option<Slot>>> {
        let (left, right) = meant.columns;
        self.cells(meant.keys.get(..meant.rows.0)?, left, right).pop()
    }
}
