//! What could stand in the place of accounts that may no longer stand where they are (R15).
//!
//! Invariant: an account is offered only if it may stand in every slot that the former one lost, nowhere
//! with a warning that its evidence does not tell.

use super::index::Index;
use super::term::terms;
use super::wanted::{Wanted, wanted};
use super::{in_use, offered, score};
use crate::wire::{Account, Candidate, Catalog, Chart, Mapping};
use crate::{Rules, Slot};

/// An account, and the slots of the mapping where it may no longer stand.
#[derive(Debug)]
pub(crate) struct Lost<'a> {
    pub(crate) account: &'a Account,
    pub(crate) slots: Vec<Slot>,
}

/// For each of `lost` the accounts that could stand in all of its slots, the best first; none where it
/// lost no slot, or where nothing speaks for any.
///
/// All these slots count as empty. What the lines would inherit is offered as well: somebody chose an
/// account of their own for them, so they are not simply left to it.
pub(crate) fn instead(
    lost: &[Lost<'_>],
    mapping: &Mapping,
    chart: &Chart,
    catalog: Option<&Catalog>,
) -> Vec<Vec<Candidate>> {
    if lost.iter().all(|one| one.slots.is_empty()) {
        return vec![Vec::new(); lost.len()];
    }
    let mut emptied = mapping.clone();
    for slot in lost.iter().flat_map(|one| &one.slots) {
        emptied.set(slot, None);
    }
    let mapping = in_use(Some(emptied));
    let rules = Rules::new(&mapping, chart, catalog);
    let index = Index::new(chart);
    let empty = wanted(&rules, &index);
    let for_one = |one: &Lost<'_>| {
        replacing(one, &empty).map_or_else(Vec::new, |wanted| {
            offered(score::candidates(&wanted, &index, chart, &mapping), &wanted)
        })
    };
    lost.iter().map(for_one).collect()
}

/// What is looked for: by the slot's words and those of the former account's name. All that several slots
/// have in common is that name.
fn replacing<'a>(lost: &'a Lost<'_>, empty: &[Wanted<'a>]) -> Option<Wanted<'a>> {
    let slots: Vec<&Wanted<'a>> =
        empty.iter().filter(|wanted| lost.slots.contains(&wanted.slot)).collect();
    let (first, others) = slots.split_first()?;
    let mut wanted = Wanted { replacing: Some(lost.slots.as_slice()), ..(*first).clone() };
    if !others.is_empty() {
        wanted.terms.clear();
    }
    if others.iter().any(|other| other.inherited != first.inherited) {
        wanted.inherited = None;
    }
    for term in terms(&lost.account.name) {
        if wanted.terms.iter().all(|(known, _)| known.word != term.word) {
            wanted.terms.push((term, 1));
        }
    }
    Some(wanted)
}
