//! Two people edited one draft: what only one of them changed is kept from both, what both changed is
//! laid side by side, and nothing is lost.

use waypost_core::wire::Mapping;
use waypost_core::{Slot, order};

/// A slot that both changed, to different accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Both {
    /// The slot.
    pub(super) slot: Slot,
    /// What stood there when the two began.
    pub(super) was: Option<String>,
    /// What the other person saved.
    pub(super) theirs: Option<String>,
    /// What is on this screen.
    pub(super) yours: Option<String>,
}

/// The slots that differ between two mappings.
pub(crate) fn changes(before: &Mapping, after: &Mapping) -> Vec<Slot> {
    let filled = before.slots().into_iter().chain(after.slots()).map(|(slot, _)| slot);
    let mut slots = order::distinct(filled.collect());
    slots.retain(|slot| before.get(slot) != after.get(slot));
    slots
}

/// Yours on top of theirs; where both changed a slot, yours stands until the person decides.
pub(super) fn merge(base: &Mapping, yours: &Mapping, theirs: &Mapping) -> (Mapping, Vec<Both>) {
    let mut merged = theirs.clone();
    let mut both = Vec::new();
    for slot in changes(base, yours) {
        let held = |mapping: &Mapping| mapping.get(&slot).map(str::to_owned);
        let (was, mine, other) = (held(base), held(yours), held(theirs));
        if was != other && mine != other {
            both.push(Both { slot: slot.clone(), was, theirs: other, yours: mine.clone() });
        }
        merged.set(&slot, mine);
    }
    (merged, both)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(slots: &[(&str, &str)]) -> Mapping {
        let mut mapping = Mapping::default();
        for (slot, account) in slots {
            mapping.set(&slot.parse().unwrap(), Some((*account).to_owned()));
        }
        mapping
    }

    #[test]
    fn edits_of_different_lines_are_both_kept() {
        let base = mapping(&[("load.default", "a-40000")]);
        let yours = mapping(&[("load.default", "a-40100")]);
        let theirs = mapping(&[("load.default", "a-40000"), ("fuel.default", "a-52000")]);
        let (merged, both) = merge(&base, &yours, &theirs);
        assert_eq!(merged, mapping(&[("load.default", "a-40100"), ("fuel.default", "a-52000")]));
        assert!(both.is_empty());
    }

    #[test]
    fn the_same_line_changed_twice_is_laid_side_by_side() {
        let base = mapping(&[("tolls.default", "a-53000")]);
        let yours = mapping(&[("tolls.default", "a-53100")]);
        let theirs = mapping(&[]);
        let (merged, both) = merge(&base, &yours, &theirs);
        let toll: Slot = "tolls.default".parse().unwrap();
        assert_eq!(merged.get(&toll), Some("a-53100"));
        assert_eq!(
            both,
            [Both {
                slot: toll,
                was: Some("a-53000".into()),
                theirs: None,
                yours: Some("a-53100".into())
            }]
        );
    }

    #[test]
    fn the_same_change_made_twice_needs_no_decision() {
        let base = mapping(&[]);
        let same = mapping(&[("tolls.default", "a-53000")]);
        let (merged, both) = merge(&base, &same, &same);
        assert_eq!((merged, both.len()), (same, 0));
    }
}
