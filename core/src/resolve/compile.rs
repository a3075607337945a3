//! Compiling: what every slot does to a walk, as a number; every set slot with its verdict.
//!
//! Invariant: rules that were edited are the rules that compiling the edited mapping gives, for both
//! fill slots by the same function.

use super::accounts::{Accounts, Rank};
use super::chain::{self, Chain, lives_with};
use super::holder::Holder;
use super::item;
use super::walk::{self, Held, Way};
use crate::capability;
use crate::order;
use crate::slot::Slot;
use crate::wire::{Account, Catalog, Chart, Kind, Mapping, Rates, System, TransactionType};
use litemap::LiteMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// Mapping, chart and catalogue, made ready for answers.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) system: System,
    pub(crate) mapping: Mapping,
    pub(crate) catalog: Option<Arc<Catalog>>,
    accounts: Arc<Accounts>,
    /// Every slot that is set.
    pub(crate) holders: LiteMap<Slot, Holder>,
    /// What every chain's slots hold, in the order of [`Chain::ALL`].
    branches: [Branch; Chain::ALL.len()],
}

/// One chain: its items, and what follows for all of them.
#[derive(Clone, Debug, Default)]
struct Branch {
    /// The items of the catalogue and of the mapping.
    items: LiteMap<Arc<str>, Known>,
    default: Held,
    general: Held,
}

/// What is known of an item in a chain.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    held: Held,
    /// In the catalogue and not retired.
    current: bool,
    rates: Option<Rates>,
}

/// What a line of an item meets.
pub(crate) struct Met {
    pub(crate) way: Way,
    /// Whether the tenant has the item today (R6); true of all where no catalogue is at hand.
    pub(crate) current: bool,
    /// Whose rate a trip item is.
    pub(crate) rates: Option<Rates>,
}

impl Compiled {
    pub(crate) fn new(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> Compiled {
        let branch = |chain| Branch { items: catalogued(chain, catalog), ..Branch::default() };
        let mut compiled = Compiled {
            system: chart.system,
            mapping: mapping.clone(),
            catalog: catalog.cloned().map(Arc::new),
            accounts: Arc::new(Accounts::new(chart)),
            holders: LiteMap::new(),
            branches: Chain::ALL.map(branch),
        };
        for (slot, account) in mapping.slots() {
            compiled.fill(&slot, Some(account));
        }
        compiled
    }

    /// Puts an account into a slot, or empties it.
    pub(crate) fn edit(&mut self, slot: &Slot, account: Option<&str>) {
        let former = self.mapping.get(slot).map(str::to_owned);
        self.mapping.set(slot, account.map(str::to_owned));
        self.fill(slot, account);
        if slot.is_control() {
            // What was the control account may stand on lines again, what is may no longer (R13).
            let touched = |holder: &Holder| {
                former.as_ref() == Some(&holder.account) || account == Some(&holder.account)
            };
            let touched: Vec<(Slot, String)> = self
                .holders
                .iter()
                .filter(|(_, holder)| touched(holder))
                .map(|(slot, holder)| (slot.clone(), holder.account.clone()))
                .collect();
            for (slot, account) in touched {
                self.fill(&slot, Some(&account));
            }
        }
    }

    /// Walks the chain for an item.
    pub(crate) fn meet(&self, chain: Chain, item: Option<&str>) -> Met {
        let (known, held) = self.holds(chain, item);
        Met {
            way: walk::walk(held),
            current: known.current || self.catalog.is_none(),
            rates: known.rates,
        }
    }

    /// What is known of the item, and what the three slots of its chain hold.
    fn holds(&self, chain: Chain, item: Option<&str>) -> (Known, [Held; 3]) {
        let branch = &self.branches[chain as usize];
        let known = item.and_then(|item| branch.items.get(item)).copied().unwrap_or_default();
        (known, [known.held, branch.default, branch.general])
    }

    /// The accounts that lines may take from the three slots of the chain.
    pub(super) fn taken(&self, chain: Chain, item: Option<&str>) -> [Option<Rank>; 3] {
        let (_, held) = self.holds(chain, item);
        held.map(|held| match held {
            Held::Takes { account, .. } => Some(account),
            _ => None,
        })
    }

    /// Walks many chains for many items, each once, in the order of chains and items: the items of a
    /// chain are passed once, instead of looked for one by one. No chain leads nowhere.
    pub(crate) fn ways<'a>(
        &self,
        walks: impl Iterator<Item = Option<(Chain, Option<&'a str>)>>,
    ) -> Vec<Way> {
        let mut passing = Chain::ALL[0];
        let mut items = self.branches[passing as usize].items.iter().peekable();
        let mut way = |(chain, item): (Chain, Option<&str>)| {
            let branch = &self.branches[chain as usize];
            if chain != passing {
                (passing, items) = (chain, branch.items.iter().peekable());
            }
            let held = item.and_then(|item| {
                while let Some((id, _)) = items.peek() {
                    match (***id).cmp(item) {
                        Ordering::Less => drop(items.next()),
                        Ordering::Equal => return items.next().map(|(_, known)| known.held),
                        Ordering::Greater => break,
                    }
                }
                None
            });
            walk::walk([held.unwrap_or_default(), branch.default, branch.general])
        };
        walks.map(|walk| walk.map_or(Way::NOWHERE, &mut way)).collect()
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

    /// The account of a rank.
    pub(crate) fn account(&self, rank: Rank) -> Option<&Account> {
        self.accounts.get(rank)
    }

    /// The rank of an account.
    pub(crate) fn rank(&self, id: &str) -> Option<Rank> {
        self.accounts.find(id).map(|(rank, _)| rank)
    }

    /// Judges what the slot holds, and tells every chain that passes it.
    fn fill(&mut self, slot: &Slot, account: Option<&str>) {
        let mut held = Held::Unset;
        if let Some(id) = account {
            let found = self.accounts.find(id);
            let given = (self.system, &self.mapping, self.catalog.as_deref());
            let holder = Holder::new(slot, id, found, given);
            held = self.held(slot, &holder);
            self.holders.insert(slot.clone(), holder);
        } else {
            self.holders.remove(slot);
        }
        for (chain, branch) in Chain::ALL.into_iter().zip(&mut self.branches) {
            match (slot, slot.item()) {
                (Slot::General(general), _) if *general == chain.general() => branch.general = held,
                _ if !chain.has(slot) => {}
                (_, None) => branch.default = held,
                (_, Some(item)) => match branch.items.get_mut(item) {
                    Some(known) => known.held = held,
                    None => {
                        branch.items.insert(item.into(), Known { held, ..Known::default() });
                    }
                },
            }
        }
    }

    fn held(&self, slot: &Slot, holder: &Holder) -> Held {
        match holder.at {
            // Only a general default can be inactive (R1).
            _ if matches!(slot, Slot::General(_)) && !self.is_live(slot) => Held::Sleeps,
            Some(account) if !holder.rejected => {
                let bound = self.account(account).is_some_and(|account| account.currency.is_some());
                Held::Takes { account, quiet: holder.findings.is_empty() && !bound }
            }
            _ => Held::Refuses,
        }
    }
}

fn catalogued(chain: Chain, catalog: Option<&Catalog>) -> LiteMap<Arc<str>, Known> {
    let known = |item: item::Item<'_>| Known {
        held: Held::Unset,
        current: !item.retired,
        rates: item.rates,
    };
    let items = catalog.into_iter().flat_map(|catalog| item::items(catalog, chain.category()));
    order::map(items.map(|item| (item.id.into(), known(item))).collect())
}
