//! Suggest: accounts for slots that hold none, or one that may no longer stand there, by name, trade
//! synonyms, class and number.
//!
//! Never applied by itself, and no rule: whether an account may stand somewhere is
//! [`crate::judge`]'s to say. Invariant: the same input gives the same answer, and only accounts that
//! may stand in a slot are offered for it.

mod evidence;
mod index;
mod instead;
mod score;
mod synonyms;
mod term;
mod wanted;

use crate::Slot;
use crate::wire::{Candidate, Catalog, Chart, Mapping, Suggestion, TransactionType};
use crate::{Rules, names, order};
use index::Index;
pub(crate) use instead::{Lost, instead};
use wanted::{Wanted, wanted};

/// How many accounts are offered for one slot.
const MOST: usize = 3;
/// Below this nothing is offered.
const LEAST: u8 = 30;
/// What it takes where the slot inherits an account that may stand there.
const STRONG: u8 = 70;

/// Candidates for every slot that is in use and holds nothing, in the order of slots: control
/// accounts and defaults, category defaults, items that the tenant has, the deposit account.
///
/// A slot whose lines have no account is listed even when nothing is found for it. One that inherits
/// an account is listed only if another account has strong evidence (a score of 70 and more).
/// Without a mapping, or with one that selects no transaction type yet, both types count as selected.
#[must_use]
pub fn suggest(catalog: &Catalog, chart: &Chart, mapping: Option<&Mapping>) -> Vec<Suggestion> {
    let mapping = in_use(mapping.cloned());
    let rules = Rules::new(&mapping, chart, Some(catalog));
    let index = Index::new(chart);
    let mut found = Vec::new();
    for wanted in wanted(&rules, &index) {
        let accounts = offered(score::candidates(&wanted, &index, chart, &mapping), &wanted);
        if wanted.inherited.is_some() && accounts.is_empty() {
            continue;
        }
        let Wanted { slot, inherited, .. } = wanted;
        let name = names::label(&slot, Some(catalog));
        found.push(Suggestion { slot, name, inherited, accounts });
    }
    order::sort(&mut found, |one, other| one.slot.cmp(&other.slot));
    found
}

/// Candidates for one slot as if it were empty: what [`suggest`] would say of it then.
#[must_use]
pub fn suggest_for(
    slot: &Slot,
    catalog: &Catalog,
    chart: &Chart,
    mapping: &Mapping,
) -> Vec<Candidate> {
    let mut emptied = mapping.clone();
    emptied.set(slot, None);
    let mapping = in_use(Some(emptied));
    let rules = Rules::new(&mapping, chart, Some(catalog));
    let index = Index::new(chart);
    let asked = wanted(&rules, &index).into_iter().find(|wanted| wanted.slot == *slot);
    asked.map_or_else(Vec::new, |wanted| {
        offered(score::candidates(&wanted, &index, chart, &mapping), &wanted)
    })
}

fn in_use(mapping: Option<Mapping>) -> Mapping {
    let is_absent = mapping.is_none();
    let mut in_use = mapping.unwrap_or_default();
    in_use.customer_payments.export |= is_absent;
    if in_use.transaction_types.is_empty() {
        in_use.transaction_types = TransactionType::ALL.to_vec();
    }
    in_use
}

/// The best of them, as far as they are worth a look. Equals stay in the order of the chart's numbers.
fn offered(mut candidates: Vec<Candidate>, wanted: &Wanted) -> Vec<Candidate> {
    let replaces = wanted.replacing.is_some();
    let least = if wanted.inherited.is_some() && !replaces { STRONG } else { LEAST };
    candidates.retain(|one| {
        let inherited = wanted.inherited.as_ref() == Some(&one.account);
        if inherited { replaces } else { one.score >= least }
    });
    order::sort(&mut candidates, |one, other| other.score.cmp(&one.score));
    candidates.truncate(MOST);
    candidates
}
