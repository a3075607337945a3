//! The names of a chart, read once: which words each account has, and how rare they are.
//!
//! Invariant: accounts stand in the order of number, name and id.

use super::term::{Term, terms};
use crate::order;
use crate::resolve::place;
use crate::spelling::is_near;
use crate::wire::{Account, Chart};
use litemap::LiteMap;

/// An account and the words of its name.
pub(super) struct Entry<'a> {
    pub(super) account: &'a Account,
    pub(super) terms: Vec<Term>,
}

/// The chart by words.
pub(super) struct Index<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// In how many names each word stands.
    counts: LiteMap<String, usize>,
}

impl<'a> Index<'a> {
    pub(super) fn new(chart: &'a Chart) -> Index<'a> {
        let mut entries: Vec<Entry<'a>> = chart
            .accounts
            .iter()
            .map(|account| Entry { account, terms: terms(&account.name) })
            .collect();
        order::sort(&mut entries, |one, other| place(one.account).cmp(&place(other.account)));
        let mut words: Vec<&String> =
            entries.iter().flat_map(|entry| &entry.terms).map(|term| &term.word).collect();
        order::sort(&mut words, Ord::cmp);
        let mut counts = LiteMap::new();
        for same in words.chunk_by(|one, other| one == other) {
            if let Some(word) = same.first() {
                counts.insert((*word).clone(), same.len());
            }
        }
        Index { entries, counts }
    }

    /// The word as the chart writes it: itself, or the one word of the chart that is nearly the same.
    pub(super) fn spelt(&self, word: &str) -> Option<&str> {
        let same = self.counts.find_index(word).ok().and_then(|at| self.counts.get_indexed(at));
        if let Some((known, _)) = same {
            return Some(known);
        }
        self.counts.keys().map(String::as_str).find(|known| is_near(word, known))
    }

    /// How much a word tells: a rare one more than a common one, and one that no name has a little.
    pub(super) fn weight(&self, word: &str) -> usize {
        match self.counts.get(word).copied().unwrap_or_default() {
            1 => 4,
            2 | 3 => 3,
            0 | 4..=10 => 2,
            _ => 1,
        }
    }

    pub(super) fn account(&self, id: &str) -> Option<&'a Account> {
        self.entries.iter().map(|entry| entry.account).find(|account| account.id == id)
    }
}
