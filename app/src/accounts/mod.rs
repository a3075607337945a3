//! The chart of accounts as the interface uses it: found by id, and searched as people type.
//!
//! Which account may stand where is the core's to say ([`waypost_core::account::judge`]); this only
//! asks it.

mod choices;
mod search;

use std::sync::Arc;

use waypost_core::wire::{Account, Chart, Class, System};
use waypost_core::{names, order};

use crate::letters::capital;

pub(crate) use choices::{Choice, Choices};

/// A chart with an index by id and prepared for searching.
pub(crate) struct Accounts {
    chart: Arc<Chart>,
    /// Places of the accounts, by id.
    by_id: Vec<usize>,
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
        let by_id = order::sorted(&chart.accounts, |one, other| one.id.cmp(&other.id));
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
        let at = |place: &usize| self.chart.accounts.get(*place);
        let found = self
            .by_id
            .binary_search_by(|place| at(place).map(|one| one.id.as_str()).cmp(&Some(id)));
        self.by_id.get(found.ok()?).and_then(at)
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
