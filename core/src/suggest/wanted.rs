//! Which slots want an account, and by which words it would be known.
//!
//! The slots are those of the mapping screens ([`crate::grid`]): in use, empty, and of items that the
//! tenant has.

use super::index::Index;
use super::term::{Term, terms};
use crate::Rules;
use crate::grid::{Cell, Row, Section};
use crate::resolve::Chain;
use crate::slot::{General, Slot};
use crate::wire::{Account, Side};

/// A slot that holds nothing.
#[derive(Clone)]
pub(super) struct Wanted<'a> {
    pub(super) slot: Slot,
    /// The account that its lines get as it is.
    pub(super) inherited: Option<String>,
    /// The words that are looked for, with how often each counts.
    pub(super) terms: Vec<(Term, usize)>,
    /// Words that fit without being looked for.
    pub(super) fitting: Vec<String>,
    /// Accounts that the same column of the category uses, with the slots' names.
    pub(super) neighbours: Vec<&'a Account>,
    /// The slots that lost one account, this one among them, where another is looked for in its place.
    pub(super) replacing: Option<&'a [Slot]>,
}

pub(super) fn wanted<'a>(rules: &Rules, index: &Index<'a>) -> Vec<Wanted<'a>> {
    let mut all = Vec::new();
    for row in rules.defaults() {
        if row.live && row.own.is_none() {
            let terms = looked_for(default_words(&row.slot));
            let slot = row.slot;
            all.push(Wanted {
                slot,
                inherited: None,
                terms,
                fitting: Vec::new(),
                neighbours: Vec::new(),
                replacing: None,
            });
        }
    }
    for section in rules.sections() {
        for chain in Chain::ALL.into_iter().filter(|chain| chain.category() == section.category) {
            of_chain(chain, &section, index, &mut all);
        }
    }
    all
}

fn of_chain<'a>(chain: Chain, section: &Section, index: &Index<'a>, all: &mut Vec<Wanted<'a>>) {
    let mut cells: Vec<(&Row, &Cell)> = Vec::new();
    let mut neighbours: Vec<&Account> = Vec::new();
    for row in &section.rows {
        for cell in &row.cells {
            if cell.side == chain.side() {
                cells.push((row, cell));
                if let Some(account) = cell.own.as_deref().and_then(|own| index.account(own)) {
                    neighbours.push(account);
                }
            }
        }
    }
    for (row, cell) in cells {
        let Some(slot) = cell.slot.clone() else { continue };
        if row.retired || !cell.live || cell.own.is_some() {
            continue;
        }
        all.push(Wanted {
            slot,
            inherited: cell.effective.clone(),
            terms: match row.item {
                Some(_) => item_terms(chain, &row.name),
                None => looked_for(category_words(chain)),
            },
            fitting: fitting(chain),
            neighbours: neighbours.clone(),
            replacing: None,
        });
    }
}

fn looked_for(words: &str) -> Vec<(Term, usize)> {
    terms(words).into_iter().map(|term| (term, 1)).collect()
}

/// An item is known by its name; an e-check's column by what it is more than by what it pays.
fn item_terms(chain: Chain, name: &str) -> Vec<(Term, usize)> {
    let column = match chain {
        Chain::ECheckFee => terms("echeck fee"),
        Chain::ECheckAmount => terms("echeck"),
        _ => Vec::new(),
    };
    let mut all = looked_for(name);
    all.retain(|(known, _)| column.iter().all(|term| term.word != known.word));
    for term in column {
        all.push((term, 2));
    }
    all
}

fn default_words(slot: &Slot) -> &'static str {
    match slot {
        Slot::General(General::AccountsReceivable) => "receivable",
        Slot::General(General::AccountsPayable) => "payable",
        Slot::General(General::Revenue) => "freight revenue general",
        Slot::General(General::Expense) => "purchased transportation expense general",
        Slot::General(General::Liability) => "driver escrow general",
        _ => "undeposited fund clearing",
    }
}

fn category_words(chain: Chain) -> &'static str {
    match chain {
        Chain::Load => "freight linehaul general",
        Chain::Trip => "driver trip pay general",
        Chain::AccessorialRevenue | Chain::AccessorialExpense => "accessorial general",
        Chain::ECheckAmount => "echeck advance",
        Chain::ECheckFee => "echeck fee",
        Chain::Deduction => "driver deduction general",
        Chain::Fuel => "fuel general",
        Chain::Toll => "toll",
        Chain::Escrow => "driver escrow general",
    }
}

fn fitting(chain: Chain) -> Vec<String> {
    let side = match chain.side() {
        Side::Revenue => "revenue",
        Side::Expense => "expense pay",
        Side::Liability => "payable",
    };
    let mut fitting = Vec::new();
    for words in [category_words(chain), side] {
        for Term { word, .. } in terms(words) {
            if word != "general" {
                fitting.push(word);
            }
        }
    }
    fitting
}
