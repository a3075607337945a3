//! What lies on the desk: the rows that came, what they propose, and what the person decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use waypost_core::api::MappingState;
use waypost_core::exchange::{Outcome, Proposal, Said, propose};
use waypost_core::wire::Catalog;

use crate::accounts::Accounts;
use crate::client::Trouble;
use crate::draft::{Edit, Material};
use crate::memo::{Memo, memo};
use crate::signal::RwSignal;
use crate::stored::Stored;

/// Where the rows came from, and the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Came {
    /// "mapping.csv", "Keystone West".
    pub(super) from: String,
    /// The rows.
    pub(super) rows: Vec<Said>,
}

/// The desk; copied freely.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) id: Stored<String>,
    pub(super) accounts: Stored<Arc<Accounts>>,
    pub(super) catalog: Stored<Option<Arc<Catalog>>>,
    pub(super) state: RwSignal<Arc<MappingState>>,
    pub(super) came: RwSignal<Option<Came>>,
    pub(super) proposals: Memo<Vec<Proposal>>,
    /// By place among the proposals: another account than proposed, or none at all.
    decided: RwSignal<BTreeMap<usize, Option<String>>>,
    pub(super) refused: RwSignal<Option<String>>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    pub(super) busy: RwSignal<bool>,
}

impl Desk {
    pub(super) fn open(id: String, material: &Material) -> Self {
        let accounts = Stored::new(Arc::clone(&material.accounts));
        let catalog = Stored::new(material.catalog.clone());
        let state = RwSignal::new(Arc::clone(&material.state));
        let came = RwSignal::new(None::<Came>);
        let proposals = memo(move || {
            let (accounts, catalog) = (accounts.get_value(), catalog.get_value());
            state.with(|state| {
                came.with(|came| {
                    let rows = came.as_ref().map(|came| came.rows.as_slice()).unwrap_or_default();
                    propose(rows, &state.draft.mapping, accounts.chart(), catalog.as_deref())
                })
            })
        });
        Self {
            id: Stored::new(id),
            accounts,
            catalog,
            state,
            came,
            proposals,
            decided: RwSignal::new(BTreeMap::new()),
            refused: RwSignal::new(None),
            trouble: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Lays other rows on the desk.
    pub(super) fn lay(self, came: Option<Came>) {
        self.decided.set(BTreeMap::new());
        self.refused.set(None);
        self.trouble.set(None);
        self.came.set(came);
    }

    /// The account that a proposal is taken with; none where it is left.
    pub(super) fn taken(self, at: usize) -> Option<String> {
        let decided = self.decided.with(|decided| decided.get(&at).cloned());
        decided.unwrap_or_else(|| {
            self.proposals.with(|all| {
                let one = all.get(at).filter(|one| one.outcome != Outcome::Skip)?;
                one.account.clone()
            })
        })
    }

    /// Decides about a proposal: an account, or to leave it.
    pub(super) fn decide(self, at: usize, account: Option<String>) {
        self.decided.update(|decided| {
            decided.insert(at, account);
        });
    }

    /// Takes a proposal as it is again.
    pub(super) fn restore(self, at: usize) {
        self.decided.update(|decided| {
            decided.remove(&at);
        });
    }

    /// What confirming writes.
    pub(super) fn edits(self) -> Vec<Edit> {
        let slots: Vec<_> =
            self.proposals.with(|all| all.iter().map(|one| one.slot.clone()).collect());
        let taken = slots.into_iter().enumerate();
        taken.filter_map(|(at, slot)| Some((slot?, Some(self.taken(at)?)))).collect()
    }
}
