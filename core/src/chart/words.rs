//! A changed account in words: what happened in the chart, what it means for the mapping and the
//! documents, and the next step.

use crate::names::{self, account_of_class, system as system_name};
use crate::slot::Slot;
use crate::wire::{
    Account, AccountChange, Catalog, Change, Changed, Class, Severity, System, TouchedSlot,
};

/// What happened, and what people call the slots.
#[derive(Debug)]
pub(super) struct Facts {
    happened: String,
    labels: Vec<String>,
}

impl Facts {
    /// `account` as it is now, or as it was before it was deleted; `labels` go with its slots.
    pub(super) fn new(
        account: &Account,
        changes: &[Changed],
        slots: &[Slot],
        system: System,
        catalog: Option<&Catalog>,
    ) -> Facts {
        let said: Vec<String> = changes.iter().map(|changed| fact(changed, system)).collect();
        Facts {
            happened: format!("{} {}", account.title(), names::listed(&said, "and")),
            labels: slots.iter().map(|slot| names::label(slot, catalog)).collect(),
        }
    }

    pub(super) fn message(&self, row: &AccountChange) -> String {
        let happened = &self.happened;
        let mut mend = self.slots(row, TouchedSlot::is_refused);
        if mend.is_empty() && !row.newly_blocked.is_empty() {
            mend.clone_from(&self.labels);
        }
        let confirm = self.slots(row, |slot| worst(slot) == Some(Severity::Warning));
        let documents = documents(row);
        if !mend.is_empty() {
            return format!(
                "{happened}; choose another account for {}.{documents}",
                names::listed(&mend, "and")
            );
        }
        if !confirm.is_empty() {
            return format!(
                "{happened}; confirm it for {}, or choose another account.{documents}",
                names::listed(&confirm, "and")
            );
        }
        if documents.is_empty() {
            return format!("{happened}; the mapping keeps it, and nothing needs to be done.");
        }
        format!("{happened}.{documents}")
    }

    fn slots(&self, row: &AccountChange, which: impl Fn(&TouchedSlot) -> bool) -> Vec<String> {
        let labelled = row.slots.iter().zip(&self.labels);
        labelled.filter(|(slot, _)| which(slot)).map(|(_, label)| label.clone()).collect()
    }
}

/// Errors sort before warnings.
fn worst(slot: &TouchedSlot) -> Option<Severity> {
    slot.findings.iter().map(|finding| finding.severity).min()
}

fn documents(row: &AccountChange) -> String {
    match (row.newly_blocked.len(), row.newly_postable.len()) {
        (0, 0) => String::new(),
        (1, _) => " 1 open document can no longer be posted until then.".to_owned(),
        (0, 1) => " 1 open document can be posted now.".to_owned(),
        (0, free) => format!(" {free} open documents can be posted now."),
        (held, _) => format!(" {held} open documents can no longer be posted until then."),
    }
}

fn fact(changed: &Changed, system: System) -> String {
    let system = system_name(system);
    let value = |value: &Option<String>| value.clone().unwrap_or_default();
    let (from, to) = (value(&changed.from), value(&changed.to));
    match changed.change {
        Change::Deleted => format!("is no longer in the chart of {system}"),
        Change::Restored => format!("is in the chart of {system} again"),
        Change::Blocked => format!("was blocked in {system}"),
        Change::Unblocked => format!("is no longer blocked in {system}"),
        Change::PostingLost => "became a heading or a total, which takes no postings".to_owned(),
        Change::PostingGained => "takes postings now".to_owned(),
        Change::DirectPostingLost => format!("lost direct posting in {system}"),
        Change::DirectPostingGained => "takes direct posting now".to_owned(),
        Change::Retyped => format!("was {} and is {} now", class(&from), class(&to)),
        Change::ClearingLost => "is no longer marked as clearing".to_owned(),
        Change::ClearingGained => "is marked as clearing now".to_owned(),
        Change::Currency if to.is_empty() => {
            format!("takes every currency now, no longer {from} only")
        }
        Change::Currency => format!("takes {to} only now"),
        Change::Renumbered if from.is_empty() => "had no number before".to_owned(),
        Change::Renumbered if to.is_empty() => format!("no longer has the number {from}"),
        Change::Renumbered => format!("had the number {from} before"),
        Change::Renamed => format!("was named {from} before"),
    }
}

fn class(text: &str) -> &'static str {
    text.parse::<Class>().map_or("an account", account_of_class)
}
