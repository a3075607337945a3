//! Compiling: the accounts in use get numbers, every set slot its verdict, every known item its path.
//!
//! Invariant: `accounts` is in the order of entries (number, name, id), so an account's place in it
//! is its rank.

use super::chain;
use super::chain::{Chain, lives_with};
use super::holder::Holder;
use super::item;
use super::walk::{self, Resolution};
use crate::capability;
use crate::slot::Slot;
use crate::wire::{Account, Catalog, Chart, Kind, Mapping, Rates, System, TransactionType};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Mapping, chart and catalogue, made ready for answers.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) system: System,
    pub(crate) mapping: Mapping,
    pub(crate) catalog: Option<Catalog>,
    /// The accounts that the mapping uses, in the order of entries.
    pub(crate) accounts: Vec<Account>,
    /// Every slot that is set.
    pub(crate) holders: BTreeMap<Slot, Holder>,
    /// The items of the catalogue and of the mapping, chain by chain.
    items: BTreeMap<Chain, BTreeMap<String, Known>>,
}

/// What is known of an item in a chain.
#[derive(Debug)]
struct Known {
    resolution: Resolution,
    /// In the catalogue and not retired.
    current: bool,
    rates: Option<Rates>,
}

impl Compiled {
    pub(crate) fn new(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> Compiled {
        let slots = mapping.slots();
        let accounts = used(&slots, chart);
        let places: BTreeMap<&str, usize> =
            accounts.iter().enumerate().map(|(at, account)| (account.id.as_str(), at)).collect();
        let holders = slots
            .iter()
            .map(|(slot, id)| {
                let found =
                    places.get(id).and_then(|at| accounts.get(*at).map(|account| (*at, account)));
                (slot.clone(), Holder::new(slot, id, found, (chart.system, mapping, catalog)))
            })
            .collect();
        let mut compiled = Compiled {
            system: chart.system,
            mapping: mapping.clone(),
            catalog: catalog.cloned(),
            accounts,
            holders,
            items: BTreeMap::new(),
        };
        compiled.items = compiled.known_items();
        compiled
    }

    /// Walks the chain for an item; known items were walked when compiling.
    pub(crate) fn resolve(&self, chain: Chain, item: Option<&str>) -> Cow<'_, Resolution> {
        match item.and_then(|item| self.known(chain, item)) {
            Some(known) => Cow::Borrowed(&known.resolution),
            None => Cow::Owned(walk::walk(self, chain, item)),
        }
    }

    /// Whether the tenant has the item today (R6); everything is known where no catalogue is at hand.
    pub(crate) fn has_item(&self, chain: Chain, item: &str) -> bool {
        self.catalog.is_none() || self.known(chain, item).is_some_and(|known| known.current)
    }

    /// Whose rate a trip item is.
    pub(crate) fn rates(&self, item: &str) -> Option<Rates> {
        self.known(Chain::Trip, item)?.rates
    }

    /// Whether documents of this kind are exported (R10).
    pub(crate) fn exports(&self, kind: Kind) -> bool {
        self.mapping.selects(chain::transaction_type(kind))
    }

    /// Whether the slot is in use at all (R1, R10, R17).
    pub(crate) fn is_live(&self, slot: &Slot) -> bool {
        match lives_with(slot) {
            Some(transaction_type) => self.mapping.selects(transaction_type),
            None => {
                self.mapping.customer_payments.export
                    && capability::exports_customer_payments(self.system)
            }
        }
    }

    /// Whether Revenue is selected.
    pub(crate) fn exports_revenue(&self) -> bool {
        self.mapping.selects(TransactionType::Revenue)
    }

    /// The account at a place of `accounts`.
    pub(crate) fn account(&self, at: usize) -> Option<&Account> {
        self.accounts.get(at)
    }

    fn known(&self, chain: Chain, item: &str) -> Option<&Known> {
        self.items.get(&chain)?.get(item)
    }

    fn known_items(&self) -> BTreeMap<Chain, BTreeMap<String, Known>> {
        let mut all = BTreeMap::new();
        for chain in Chain::ALL {
            let known = |item: &str, current, rates| Known {
                resolution: walk::walk(self, chain, Some(item)),
                current,
                rates,
            };
            let mut items = BTreeMap::new();
            for item in
                self.catalog.iter().flat_map(|catalog| item::items(catalog, chain.category()))
            {
                items.insert(item.id.to_owned(), known(item.id, !item.retired, item.rates));
            }
            for item in self.holders.keys().filter(|slot| chain.has(slot)).filter_map(Slot::item) {
                if !items.contains_key(item) {
                    items.insert(item.to_owned(), known(item, false, None));
                }
            }
            all.insert(chain, items);
        }
        all
    }
}

fn used(slots: &[(Slot, &str)], chart: &Chart) -> Vec<Account> {
    let ids: BTreeSet<&str> = slots.iter().map(|(_, id)| *id).collect();
    let mut accounts: Vec<Account> = chart
        .accounts
        .iter()
        .filter(|account| ids.contains(account.id.as_str()))
        .cloned()
        .collect();
    accounts.sort_by_cached_key(|account| {
        (account.number.clone().unwrap_or_default(), account.name.clone(), account.id.clone())
    });
    accounts.dedup_by(|one, other| one.id == other.id);
    accounts
}
