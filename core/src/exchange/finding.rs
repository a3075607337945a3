//! Which account a text means: a number, a name, both as people write them, or an id.
//!
//! Not the picker's search, which lists what begins alike: this finds the one that is meant, or none.
//! Invariant: of two accounts that a text fits equally, neither is taken.

use crate::letters::small;
use crate::order;
use crate::spelling::{is_near, is_of_a_word};
use crate::wire::{Account, Chart};

/// How many accounts are named as nearest.
const MOST: usize = 3;
/// Where an account is found by its number, and where by its name.
const NUMBER: usize = 0;
const NAME: usize = 2;

/// A chart by everything that an account may be called: numbers, titles, names, ids.
#[derive(Debug)]
pub struct Known<'a> {
    chart: &'a Chart,
    /// Each name with the place of its account, in the order of names, then of the chart.
    by: [Vec<(String, usize)>; 4],
}

/// What was found for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// The account that is meant.
    One(&'a Account),
    /// Several accounts go by it, or none does; these come nearest, and there may be none.
    Nearest(Vec<&'a Account>),
}

impl<'a> Known<'a> {
    /// Prepares a chart.
    #[must_use]
    pub fn new(chart: &'a Chart) -> Known<'a> {
        let mut by: [Vec<(String, usize)>; 4] = Default::default();
        for (at, account) in chart.accounts.iter().enumerate() {
            let number = account.number.clone().unwrap_or_default();
            let called = [number, account.title(), account.name.clone(), account.id.clone()];
            for (names, name) in by.iter_mut().zip(called) {
                if !name.is_empty() {
                    names.push((plain(&name), at));
                }
            }
        }
        for names in &mut by {
            order::sort(names, |one, other| one.0.cmp(&other.0));
        }
        Known { chart, by }
    }

    /// The account that a text means: by number, then by number and name, then by name, then
    /// by id. Upper and lower case and the width of gaps do not matter.
    #[must_use]
    pub fn find(&self, text: &str) -> Found<'a> {
        let found = (0..self.by.len()).find_map(|names| self.called(names, text));
        found.unwrap_or_else(|| self.nearest(text))
    }

    /// The account that has this number, else the one that has this name.
    #[must_use]
    pub fn counterpart(&self, number: &str, name: &str) -> Found<'a> {
        let numbered = self.called(NUMBER, number).filter(|found| matches!(found, Found::One(_)));
        numbered
            .or_else(|| self.called(NAME, name))
            .unwrap_or_else(|| self.nearest(&format!("{number} {name}")))
    }

    /// What goes by this text among numbers, titles, names or ids.
    fn called(&self, names: usize, text: &str) -> Option<Found<'a>> {
        let (names, text) = (&self.by[names], plain(text));
        let from = names.partition_point(|(name, _)| *name < text);
        let called = names.iter().skip(from).take_while(|(name, _)| *name == text);
        match self.accounts(called.map(|(_, at)| *at)).as_slice() {
            [] => None,
            [one] => Some(Found::One(one)),
            several => Some(Found::Nearest(several.to_vec())),
        }
    }

    /// Accounts that share words, nearly spelt, or the beginning of a number; most shared first.
    fn nearest(&self, text: &str) -> Found<'a> {
        let text = plain(text);
        let alike = |account: &Account| {
            let title = plain(&account.title());
            words(&text).filter(|word| words(&title).any(|one| near(word, one))).count()
        };
        let accounts = self.chart.accounts.iter().enumerate();
        let mut scored: Vec<(usize, usize)> = accounts
            .filter(|(_, account)| account.active && account.posting)
            .map(|(at, account)| (alike(account), at))
            .filter(|(score, _)| *score > 0)
            .collect();
        order::sort(&mut scored, |one, other| other.0.cmp(&one.0));
        Found::Nearest(self.accounts(scored.into_iter().take(MOST).map(|(_, at)| at)))
    }

    fn accounts(&self, at: impl Iterator<Item = usize>) -> Vec<&'a Account> {
        at.filter_map(|at| self.chart.accounts.get(at)).collect()
    }
}

/// Lower case, with one space for each gap.
fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(small).collect();
    words.join(" ")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign| !is_of_a_word(sign)).filter(|word| !word.is_empty())
}

/// The same word but for a typing error, or a number that begins alike.
fn near(word: &str, other: &str) -> bool {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if number(word) && number(other) {
        return word.get(..3).is_some_and(|start| other.starts_with(start));
    }
    is_near(word, other)
}
