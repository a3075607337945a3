//! The chart of accounts as the interface uses it: found by id, and searched as people type.
//!
//! Which account may stand where is the core's to say ([`waypost_core::account::judge`]); this only
//! asks it.

mod choices;
mod search;

use std::collections::HashMap;
use std::sync::Arc;

use waypost_core::names;
use waypost_core::wire::{Account, Chart, Class, System};

use crate::letters::capital;

pub(crate) use choices::{Choice, Choices};

/// A chart with an index by id and prepared for searching.
pub(crate) struct Accounts {
    chart: Arc<Chart>,
    by_id: HashMap<String, usize>,
    search: search::Search,
}

impl PartialEq for Accounts {
    fn eq(&self, other: &Self) -> bool {
        self.chart == other.chart
    }
}

impl Accounts {
    /// Prepares the chart.
    pub(crate) fn new(chart: Arc<Chart>) -> Self {
        let by_id = chart
            .accounts
            .iter()
            .enumerate()
            .map(|(at, account)| (account.id.clone(), at))
            .collect();
        let search = search::Search::new(&chart.accounts);
        Self { chart, by_id, search }
    }

    /// The chart itself.
    pub(crate) fn chart(&self) -> &Chart {
        &self.chart
    }

    /// Which accounting system it belongs to.
    pub(crate) fn system(&self) -> System {
        self.chart.system
    }

    /// The account of this id.
    pub(crate) fn get(&self, id: &str) -> Option<&Account> {
        self.by_id.get(id).and_then(|at| self.chart.accounts.get(*at))
    }

    /// "40100 Linehaul Revenue"; what is known of an account that the chart does not have is its id.
    pub(crate) fn title(&self, id: &str) -> String {
        self.get(id).map_or_else(|| format!("account {id}"), Account::title)
    }
}

/// "Income", "Current asset": the class of an account in as few words as the core's words allow.
pub(crate) fn class_name(class: Class) -> String {
    let words = names::account_of_class(class);
    let bare = words.strip_prefix("an ").or_else(|| words.strip_prefix("a ")).unwrap_or(words);
    let bare = bare.strip_suffix(" account").unwrap_or(bare);
    capital(bare)
}
