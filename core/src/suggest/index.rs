//! The names of a chart, read once: which words each account has, and how rare they are.
//!
//! Invariant: accounts stand in the order of number, name and id.

use super::term::{Term, terms};
use crate::order;
use crate::resolve::place;
use crate::spelling::is_near;
use crate::wire::{Account, Chart};
use std::collections::BTreeMap;

/// An account and the words of its name.
pub(super) struct Entry<'a> {
    pub(super) account: &'a Account,
    pub(super) terms: Vec<Term>,
}

/// The chart by words.
pub(super) struct Index<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// In how many names each word stands.
    counts: BTreeMap<String, usize>,
}

impl<'a> Index<'a> {
    pub(super) fn new(chart: &'a Chart) -> Index<'a> {
        let mut entries: Vec<Entry<'a>> = chart
            .accounts
            .iter()
            .map(|account| Entry { account, terms: terms(&account.name) })
            .collect();
        order::sort(&mut entries, |one, other| place(one.account).cmp(&place(other.account)));
        let mut counts = BTreeMap::new();
        for term in entries.iter().flat_map(|entry| &entry.terms) {
            *counts.entry(term.word.clone()).or_insert(0) += 1;
        }
        Index { entries, counts }
    }

    /// The word as the chart writes it: itself, or the one word of the chart that is nearly the same.
    pub(super) fn spelt(&self, word: &str) -> Option<&str> {
        if let Some((known, _)) = self.counts.get_key_value(word) {
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
