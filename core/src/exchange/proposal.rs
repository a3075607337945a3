//! What a table proposes for a mapping: slots to fill, to change, to leave, and what it says that
//! means no account that may stand there.

use super::{Found, Known, Said};
use crate::account::{explain, judge};
use crate::letters::small;
use crate::slot::Slot;
use crate::wire::{Account, Catalog, Chart, Mapping, Severity};
use crate::{Rules, names, order};
use std::collections::{BTreeMap, BTreeSet};

/// For this many rows without a match the nearest accounts are looked for.
const MOST_NEAREST: usize = 200;

const THERE: &str = "It is there already.";

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It names no account that may stand there: a person chooses one, or leaves it.
    Unmatched,
    /// The slot holds another account.
    Change,
    /// The slot holds none.
    Create,
    /// Nothing to do.
    Skip,
}

/// One row, laid beside the mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What becomes of it.
    pub outcome: Outcome,
    /// The slot; none where the row names none.
    pub slot: Option<Slot>,
    /// The slot as people name it, or what the row says.
    pub name: String,
    /// The account as the row names it.
    pub said: String,
    /// The account that the slot holds.
    pub was: Option<String>,
    /// The account that is proposed.
    pub account: Option<String>,
    /// Why it is skipped or matches nothing, in words.
    pub message: Option<String>,
    /// Accounts that may stand there and come nearest.
    pub nearest: Vec<String>,
}

/// Lays rows beside a mapping: what matches nothing first, then what changes, what is new, what is
/// left; in each part as the rows came.
#[must_use]
pub fn propose(
    rows: &[Said],
    mapping: &Mapping,
    chart: &Chart,
    catalog: Option<&Catalog>,
) -> Vec<Proposal> {
    let desk = Desk {
        mapping,
        chart,
        catalog,
        known: Known::new(chart),
        slots: Slots::new(mapping, chart, catalog),
    };
    let (mut seen, mut unmatched) = (BTreeSet::new(), 0);
    let mut proposals = Vec::new();
    for said in rows {
        let mut proposal = desk.look(said, unmatched < MOST_NEAREST);
        let twice = proposal.slot.clone().is_some_and(|slot| !seen.insert(slot));
        if twice {
            proposal.skip("An earlier row is about the same line.");
        }
        unmatched += usize::from(proposal.outcome == Outcome::Unmatched);
        proposals.push(proposal);
    }
    order::sort(&mut proposals, |one, other| one.outcome.cmp(&other.outcome));
    proposals
}

/// Every slot there is, and the texts that people name them with.
#[derive(Default)]
struct Slots {
    all: BTreeSet<Slot>,
    by_name: BTreeMap<String, Vec<Slot>>,
}

impl Slots {
    fn new(mapping: &Mapping, chart: &Chart, catalog: Option<&Catalog>) -> Slots {
        let rules = Rules::new(mapping, chart, catalog);
        let mut slots = Slots::default();
        for row in rules.defaults() {
            slots.name(&row.name, row.slot);
        }
        for row in rules.sections().into_iter().flat_map(|section| section.rows) {
            for slot in row.cells.into_iter().filter_map(|cell| cell.slot) {
                slots.name(&names::label(&slot, catalog), slot.clone());
                slots.name(&row.name, slot);
            }
        }
        slots
    }

    fn name(&mut self, name: &str, slot: Slot) {
        let known = self.by_name.entry(small(name)).or_default();
        if !known.contains(&slot) {
            known.push(slot.clone());
        }
        self.all.insert(slot);
    }

    /// The slot that a row is about, by its path or by its name.
    fn find(&self, said: &Said) -> Result<Slot, &'static str> {
        let text = if said.slot.is_empty() { &said.line } else { &said.slot };
        let path = text.parse::<Slot>().ok().filter(|slot| self.all.contains(slot));
        match (path, self.by_name.get(&small(text)).map(Vec::as_slice)) {
            (Some(slot), _) => Ok(slot),
            (None, Some([slot])) => Ok(slot.clone()),
            (None, Some(_)) => {
                Err("Several lines go by this name; write the slot as an export has it.")
            }
            (None, None) => Err("No line item goes by this name."),
        }
    }
}

struct Desk<'a> {
    mapping: &'a Mapping,
    chart: &'a Chart,
    catalog: Option<&'a Catalog>,
    known: Known<'a>,
    slots: Slots,
}

impl<'a> Desk<'a> {
    fn look(&self, said: &Said, nearest: bool) -> Proposal {
        let mut proposal = Proposal {
            outcome: Outcome::Skip,
            slot: None,
            name: if said.line.is_empty() { said.slot.clone() } else { said.line.clone() },
            said: said.title(),
            was: None,
            account: None,
            message: None,
            nearest: Vec::new(),
        };
        let slot = match self.slots.find(said) {
            Ok(slot) => slot,
            Err(message) => {
                proposal.skip(message);
                return proposal;
            }
        };
        proposal.name = names::label(&slot, self.catalog);
        proposal.was = self.mapping.get(&slot).map(str::to_owned);
        if said.is_empty() {
            proposal.skip("Names no account.");
        } else if said.title() == said.id && proposal.was.as_ref() == Some(&said.id) {
            proposal.skip(THERE);
        } else {
            self.account(said, &slot, nearest, &mut proposal);
        }
        proposal.slot = Some(slot);
        proposal
    }

    fn account(&self, said: &Said, slot: &Slot, nearest: bool, proposal: &mut Proposal) {
        let found = self.meant(said);
        let system = self.chart.system;
        let verdict = |account: &Account| judge(slot, account, system, self.mapping);
        match found {
            Found::One(account) if proposal.was.as_ref() == Some(&account.id) => {
                proposal.skip(THERE);
                proposal.account = Some(account.id.clone());
            }
            Found::One(account) => {
                let codes = verdict(account);
                let wrong = codes.codes().iter().find(|code| code.severity() == Severity::Error);
                if let Some(code) = wrong {
                    proposal.outcome = Outcome::Unmatched;
                    proposal.message = Some(explain(*code, slot, &proposal.name, account, system));
                    return;
                }
                proposal.outcome =
                    if proposal.was.is_none() { Outcome::Create } else { Outcome::Change };
                proposal.account = Some(account.id.clone());
            }
            Found::Nearest(accounts) => {
                proposal.outcome = Outcome::Unmatched;
                let usable = accounts.into_iter().filter(|one| !verdict(one).is_forbidden());
                if nearest {
                    proposal.nearest = usable.map(|one| one.id.clone()).collect();
                }
                proposal.message = Some("The chart has no such account.".to_owned());
            }
        }
    }

    /// The account that a row means. An id counts where number and name do not speak against it: the
    /// books of another company may have given it to another account.
    fn meant(&self, said: &Said) -> Found<'a> {
        let by_id = self.chart.account(&said.id).filter(|account| {
            let number = account.number.as_deref().unwrap_or_default();
            let bare = said.number.is_empty() && said.name.is_empty();
            bare || said.number == number || said.name == account.name
        });
        if let Some(account) = by_id {
            return Found::One(account);
        }
        match (said.number.as_str(), said.name.as_str()) {
            ("", "") => self.known.find(&said.id),
            ("", name) => self.known.find(name),
            (number, name) => self.known.counterpart(number, name),
        }
    }
}

impl Proposal {
    fn skip(&mut self, message: &str) {
        self.outcome = Outcome::Skip;
        self.account = None;
        self.message = Some(message.to_owned());
    }
}
