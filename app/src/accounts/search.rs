//! Finding accounts by the start of a number, by words of a name, and past a typing error.
//!
//! Invariant: a better kind of match stands before a worse one, and equals stand in chart order.

use waypost_core::letters::small;
use waypost_core::order;
use waypost_core::spelling::{is_near, is_of_a_word};
use waypost_core::wire::Account;

/// How an account matches, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Number,
    WordStart,
    Inside,
    Typo,
}

/// The names and numbers of a chart, prepared once.
pub(super) struct Search {
    entries: Vec<Entry>,
}

struct Entry {
    at: usize,
    number: String,
    name: String,
}

impl Search {
    /// Prepares the accounts, in the order of their numbers.
    pub(super) fn new(accounts: &[Account]) -> Self {
        let mut entries: Vec<Entry> = accounts
            .iter()
            .enumerate()
            .map(|(at, account)| Entry {
                at,
                number: small(account.number.as_deref().unwrap_or_default()),
                name: small(&account.name),
            })
            .collect();
        order::sort(&mut entries, |one, other| {
            (&one.number, &one.name).cmp(&(&other.number, &other.name))
        });
        Self { entries }
    }

    /// The places of the accounts that match, best first; all of them for an empty query.
    pub(super) fn find(&self, query: &str) -> Vec<usize> {
        let query = small(query.trim());
        if query.is_empty() {
            return self.entries.iter().map(|entry| entry.at).collect();
        }
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut hits = self.hits(|entry| plain(entry, &query, &words));
        if hits.is_empty() {
            hits = self.hits(|entry| misspelt(entry, &words).then_some(Match::Typo));
        }
        order::sort(&mut hits, |one, other| one.0.cmp(&other.0));
        hits.into_iter().map(|(_, at)| at).collect()
    }

    fn hits(&self, matches: impl Fn(&Entry) -> Option<Match>) -> Vec<(Match, usize)> {
        self.entries.iter().filter_map(|entry| matches(entry).map(|how| (how, entry.at))).collect()
    }
}

/// The whole text is the start of a number, or every word is found in number or name. A number and a
/// name after one another ("40100 line") match as they are shown.
fn plain(entry: &Entry, query: &str, words: &[&str]) -> Option<Match> {
    if entry.number.starts_with(query) {
        return Some(Match::Number);
    }
    let starts = |word: &str| {
        entry.number.starts_with(word)
            || entry.name.split(|sign| !is_of_a_word(sign)).any(|part| part.starts_with(word))
    };
    if words.iter().all(|word| starts(word)) {
        return Some(Match::WordStart);
    }
    let inside = |word: &&str| entry.name.contains(*word) || entry.number.contains(*word);
    words.iter().all(inside).then_some(Match::Inside)
}

/// Every word is close to a word of the name, or to its start.
fn misspelt(entry: &Entry, words: &[&str]) -> bool {
    words.iter().all(|word| {
        let length = word.chars().count();
        if length <= 3 {
            return entry.name.contains(word);
        }
        entry.name.split_whitespace().any(|part| {
            let start: String = part.chars().take(length).collect();
            is_near(word, part) || is_near(word, &start)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart() -> Vec<Account> {
        [("11000", "Accounts Receivable"), ("40100", "Linehaul Revenue"), ("40110", "Fuel Surcharge Revenue"), ("51410", "Detention Pay")]
            .into_iter()
            .map(|(number, name)| {
                serde_json::from_value(serde_json::json!({"id": number, "number": number, "name": name, "class": "income"})).unwrap()
            })
            .collect()
    }

    fn found(query: &str) -> Vec<String> {
        let accounts = chart();
        let search = Search::new(&accounts);
        search.find(query).into_iter().map(|at| accounts[at].number.clone().unwrap()).collect()
    }

    #[test]
    fn the_start_of_a_number_finds_its_accounts_in_order() {
        assert_eq!(found("401"), ["40100", "40110"]);
    }

    #[test]
    fn words_in_any_order_find_a_name() {
        assert_eq!(found("rev sur"), ["40110"]);
        assert_eq!(found("40100 line"), ["40100"]);
    }

    #[test]
    fn a_typing_error_still_finds_the_account() {
        assert_eq!(found("detnetion"), ["51410"]);
        assert_eq!(found("surchrage"), ["40110"]);
    }

    #[test]
    fn nonsense_finds_nothing_and_nothing_finds_all() {
        assert!(found("zzzzzz").is_empty());
        assert_eq!(found("").len(), 4);
    }
}
