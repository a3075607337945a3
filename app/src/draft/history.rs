//! Undo and redo, step by step. A step is what one action did, to one slot or to many.

use waypost_core::Slot;

/// An account, or none.
pub(super) type Held = Option<String>;

/// A slot, and what is put there.
pub(crate) type Edit = (Slot, Held);

/// One slot of a step: what stood there, and what was put there.
#[derive(Clone, Debug)]
struct Change {
    slot: Slot,
    before: Held,
    after: Held,
}

/// The steps of this visit, and how many of them stand.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    steps: Vec<Vec<Change>>,
    standing: usize,
}

impl History {
    /// Notes a step; what was taken back before it can no longer be made again.
    pub(super) fn note(&mut self, changes: impl Iterator<Item = (Slot, Held, Held)>) {
        self.steps.truncate(self.standing);
        let changes = changes.map(|(slot, before, after)| Change { slot, before, after });
        self.steps.push(changes.collect());
        self.standing = self.steps.len();
    }

    /// What takes the last step back.
    pub(super) fn undo(&mut self) -> Option<Vec<Edit>> {
        let at = self.standing.checked_sub(1)?;
        let step = self.steps.get(at)?;
        self.standing = at;
        Some(step.iter().map(|one| (one.slot.clone(), one.before.clone())).collect())
    }

    /// What makes the step that was taken back last again.
    pub(super) fn redo(&mut self) -> Option<Vec<Edit>> {
        let step = self.steps.get(self.standing)?;
        self.standing += 1;
        Some(step.iter().map(|one| (one.slot.clone(), one.after.clone())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(path: &str) -> Slot {
        path.parse().unwrap()
    }

    #[test]
    fn a_step_is_taken_back_and_made_again_until_another_follows() {
        let linehaul = slot("load.items.customer_linehaul");
        let mut history = History::default();
        history.note([(linehaul.clone(), None, Some("a-40100".into()))].into_iter());
        assert_eq!(history.undo(), Some(vec![(linehaul.clone(), None)]));
        assert_eq!(history.undo(), None);
        assert_eq!(history.redo(), Some(vec![(linehaul, Some("a-40100".into()))]));
        history.undo();
        history.note([(slot("load.default"), None, Some("a-40000".into()))].into_iter());
        assert_eq!(history.redo(), None);
    }

    #[test]
    fn what_was_done_to_many_slots_at_once_is_taken_back_at_once() {
        let mut history = History::default();
        let changes = [
            (slot("fuel.items.diesel"), Some("a-52100".into()), None),
            (slot("fuel.items.def"), None, Some("a-52000".into())),
        ];
        history.note(changes.into_iter());
        let back = history.undo().unwrap();
        assert_eq!(
            back,
            [(slot("fuel.items.diesel"), Some("a-52100".into())), (slot("fuel.items.def"), None)]
        );
    }
}
