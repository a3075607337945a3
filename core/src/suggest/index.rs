//! The names of a chart, read once: which words each account has, and how rare they are.
//!
//! Invariant: accounts stand in the order of number, name and id.

use super::term::{Term, terms};
use crate::order;
use crate::resolve::place;
use crate::spelling::is_near;
use crate::wire::{Account, Chart};

/// An account and the words of its name.
pub(super) struct Entry<'a> {
    pub(super) account: &'a Account,
    pub(super) terms: Vec<Term>,
}

/// The chart by words.
pub(super) struct Index<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// In how many names each word stands, in the order of words.
    counts: Vec<(String, usize)>,
}

impl<'a> Index<'a> {
    pub(super) fn new(chart: &'a Chart) -> Index<'a> {
        let mut entries: Vec<Entry<'a>> = chart
            .accounts
            .iter()
            .map(|account| Entry { account, terms: terms(&account.name) })
            .collect();
        order::sort(&mut entries, |one, other| place(one.account).cmp(&place(other.account)));
        let mut words: Vec<&String> = Vec::new();
        for entry in &entries {
            for term in &entry.terms {
                words.push(&term.word);
            }
        }
        order::sort(&mut words, Ord::cmp);
        let mut counts: Vec<(String, usize)> = Vec::new();
        for word in words {
            match counts.last_mut() {
                Some((former, count)) if *former == *word => *count += 1,
                _ => counts.push((word.clone(), 1)),
            }
        }
        Index { entries, counts }
    }

    /// The word as the chart writes it: itself, or the one word of the chart that is nearly the same.
    pub(super) fn spelt(&self, word: &str) -> Option<&str> {
        let near = || self.counts.iter().find(|(known, _)| is_near(word, known));
        self.find(word).or_else(near).map(|(known, _)| known.as_str())
    }

    /// How much a word tells: a rare one more than a common one, and one that no name has a little.
    pub(super) fn weight(&self, word: &str) -> usize {
        match self.find(word).map_or(0, |(_, count)| *count) {
            1 => 4,
            2 | 3 => 3,
            0 | 4..=10 => 2,
            _ => 1,
        }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn find(&self, word: &str) -> Option<&(String, usize)> {
        let at = self.counts.binary_search_by(|(known, _)| known.as_str().cmp(word)).ok()?;
        self.counts.get(at)
    }

    pub(super) fn account(&self, id: &str) -> Option<&'a Account> {
        self.entries.iter().map(|entry| entry.account).find(|account| account.id == id)
    }
}
