//! A chart that was read again, against a mapping and the open documents: what each changed account
//! touches, and what could stand there instead (R15).
//!
//! Not the reading of charts, and it changes no mapping: slots hold ids, so a renumbered account keeps
//! its slots. Invariant: every account that the mapping uses and that differs is told of, harmless or
//! not; accounts that no slot holds are not.

use super::compare::compare;
use super::words;
use crate::finding::is_same;
use crate::suggest::{self, Lost};
use crate::wire::{
    Account, AccountChange, Catalog, Chart, Document, Finding, Mapping, Outcome, Preview,
    TouchedSlot, Unusable,
};
use crate::{Rules, Slot};
use std::collections::BTreeMap;

/// Two readings of a chart, and what their difference touches so far.
#[derive(Debug)]
pub struct ChartChanges {
    before: Rules,
    after: Rules,
    mapping: Mapping,
    /// In order of account number, name and id.
    accounts: Vec<AccountChange>,
    words: Vec<words::Facts>,
}

impl ChartChanges {
    /// Compares the two readings for every account that the mapping holds.
    #[must_use]
    pub fn new(
        before: &Chart,
        after: &Chart,
        mapping: &Mapping,
        catalog: Option<&Catalog>,
    ) -> ChartChanges {
        let (was, is) = (by_id(before), by_id(after));
        let mut slots: BTreeMap<&str, Vec<Slot>> = BTreeMap::new();
        for (slot, account) in mapping.slots() {
            slots.entry(account).or_default().push(slot);
        }
        let mut all = ChartChanges {
            before: Rules::new(mapping, before, catalog),
            after: Rules::new(mapping, after, catalog),
            mapping: mapping.clone(),
            accounts: Vec::new(),
            words: Vec::new(),
        };
        let found = Findings { before: all.before.validate(), after: all.after.validate() };
        let mut rows: Vec<_> = slots
            .into_iter()
            .filter_map(|(id, slots)| {
                let (was, is) = (was.get(id).copied(), is.get(id).copied());
                let named = is.or(was)?;
                let changes = compare(was, is);
                let order = (named.number.clone(), named.name.clone());
                let facts = words::Facts::new(named, &changes, &slots, after.system, catalog);
                let slots: Vec<_> = slots.into_iter().map(|slot| found.touched(slot)).collect();
                let lost = Lost { account: named, slots: refused(&slots) };
                let row = AccountChange {
                    account: id.to_owned(),
                    changes,
                    slots,
                    documents: Vec::new(),
                    newly_blocked: Vec::new(),
                    newly_postable: Vec::new(),
                    replacements: Vec::new(),
                    message: String::new(),
                };
                (!row.changes.is_empty()).then_some((order, row, facts, lost))
            })
            .collect();
        // Rows come in order of ids, and the sort is stable.
        rows.sort_by(|one, other| one.0.cmp(&other.0));
        let mut lost = Vec::new();
        for (_, row, facts, one) in rows {
            all.accounts.push(row);
            all.words.push(facts);
            lost.push(one);
        }
        let instead = suggest::instead(&lost, mapping, after, catalog);
        for (row, replacements) in all.accounts.iter_mut().zip(instead) {
            row.replacements = replacements;
        }
        all
    }

    /// Whether any account that the mapping holds has changed.
    #[must_use]
    pub fn is_any(&self) -> bool {
        !self.accounts.is_empty()
    }

    /// Notes what the changes do to one open document.
    ///
    /// # Errors
    /// As [`Rules::preview`]; nothing is noted then.
    pub fn document(&mut self, document: &Document) -> Result<(), Unusable> {
        if self.accounts.is_empty() {
            return Ok(());
        }
        let before = self.before.preview(document)?;
        let after = self.after.preview(document)?;
        for row in &mut self.accounts {
            let uses = |preview| reaches(preview, &row.account, &self.mapping);
            if !uses(&before) && !uses(&after) {
                continue;
            }
            row.documents.push(document.id.clone());
            match (before.postable, after.postable) {
                (true, false) => row.newly_blocked.push(document.id.clone()),
                (false, true) => row.newly_postable.push(document.id.clone()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Everything in words.
    #[must_use]
    pub fn finish(self) -> Vec<AccountChange> {
        let told = self.accounts.into_iter().zip(self.words);
        told.map(|(row, facts)| AccountChange { message: facts.message(&row), ..row }).collect()
    }
}

/// What changed between two readings of a chart, for one mapping and the open documents.
///
/// # Errors
/// [`Unusable`] for a document that cannot be previewed, its path beginning with `documents[n]`.
pub fn changes(
    before: &Chart,
    after: &Chart,
    mapping: &Mapping,
    catalog: Option<&Catalog>,
    documents: &[Document],
) -> Result<Vec<AccountChange>, Unusable> {
    let mut changes = ChartChanges::new(before, after, mapping, catalog);
    for (at, document) in documents.iter().enumerate() {
        let inside = |refusal: Unusable| refusal.within(&format!("documents[{at}]"));
        changes.document(document).map_err(inside)?;
    }
    Ok(changes.finish())
}

fn by_id(chart: &Chart) -> BTreeMap<&str, &Account> {
    chart.accounts.iter().map(|account| (account.id.as_str(), account)).collect()
}

/// The slots where an account may no longer stand.
fn refused(slots: &[TouchedSlot]) -> Vec<Slot> {
    let refused = slots.iter().filter(|touched| touched.is_refused());
    refused.map(|touched| touched.slot.clone()).collect()
}

/// The mapping's findings with either chart.
struct Findings {
    before: Vec<Finding>,
    after: Vec<Finding>,
}

impl Findings {
    fn touched(&self, slot: Slot) -> TouchedSlot {
        let new = |finding: &&Finding| {
            finding.slot.as_ref() == Some(&slot)
                && !self.before.iter().any(|known| is_same(known, finding))
        };
        let findings = self.after.iter().filter(new).cloned().collect();
        TouchedSlot { slot, findings }
    }
}

/// Whether the document's walk or its control side ends at the account, allowed there or not.
fn reaches(preview: &Preview, account: &str, mapping: &Mapping) -> bool {
    let ends = |outcome| matches!(outcome, Outcome::Hit | Outcome::Rejected);
    mapping.get(&preview.control.slot) == Some(account)
        || preview
            .lines
            .iter()
            .flat_map(|line| &line.path)
            .any(|step| ends(step.outcome) && step.account.as_deref() == Some(account))
}
