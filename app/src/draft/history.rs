//! Undo and redo, edit by edit.

use waypost_core::Slot;

/// An account, or none.
type Held = Option<String>;

/// The edits of this visit, and how many of them stand.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    edits: Vec<(Slot, Held, Held)>,
    standing: usize,
}

impl History {
    /// Notes an edit; what was taken back before it can no longer be made again.
    pub(super) fn note(&mut self, slot: Slot, before: Held, after: Held) {
        self.edits.truncate(self.standing);
        self.edits.push((slot, before, after));
        self.standing = self.edits.len();
    }

    /// The slot of the last edit and what stood there before.
    pub(super) fn undo(&mut self) -> Option<(Slot, Held)> {
        let at = self.standing.checked_sub(1)?;
        let (slot, before, _) = self.edits.get(at)?;
        self.standing = at;
        Some((slot.clone(), before.clone()))
    }

    /// The slot of the edit that was taken back last, and what it put there.
    pub(super) fn redo(&mut self) -> Option<(Slot, Held)> {
        let (slot, _, after) = self.edits.get(self.standing)?;
        self.standing += 1;
        Some((slot.clone(), after.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_taken_back_and_made_again_until_another_follows() {
        let slot: Slot = "load.items.customer_linehaul".parse().unwrap();
        let other: Slot = "load.default".parse().unwrap();
        let mut history = History::default();
        history.note(slot.clone(), None, Some("a-40100".into()));
        assert_eq!(history.undo(), Some((slot.clone(), None)));
        assert_eq!(history.undo(), None);
        assert_eq!(history.redo(), Some((slot.clone(), Some("a-40100".into()))));
        history.undo();
        history.note(other, None, Some("a-40000".into()));
        assert_eq!(history.redo(), None);
    }
}
