//! A name as the words that it is compared by: lower case, singular, synonyms read as one.

use super::synonyms::synonyms;
use crate::letters::small;
use crate::spelling::is_of_a_word;

/// One word, and what was written for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The word that is compared.
    pub(super) word: String,
    /// What stood there: the word itself, or the synonym that was read as it.
    pub(super) said: String,
}

/// Words that tell nothing apart.
const EMPTY: [&str; 14] =
    ["a", "account", "acct", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"];

/// The words of a name, each once, in the order of the name.
pub(super) fn terms(name: &str) -> Vec<Term> {
    let written = words(name);
    let mut rest = written.as_slice();
    let mut terms: Vec<Term> = Vec::new();
    while let Some((first, others)) = rest.split_first() {
        let (said, read_as, after) = match synonym(rest) {
            Some((said, read_as)) => {
                let length = said.split(' ').count();
                (said, read_as, rest.get(length..).unwrap_or_default())
            }
            None => (first.as_str(), first.as_str(), others),
        };
        for word in read_as.split(' ').filter(|word| !EMPTY.contains(word)) {
            if terms.iter().all(|term| term.word != word) {
                terms.push(Term { word: word.to_owned(), said: said.to_owned() });
            }
        }
        rest = after;
    }
    terms
}

fn words(name: &str) -> Vec<String> {
    let name = small(name).replace('%', " percent ").replace('\'', "");
    let words = name.split(|sign| !is_of_a_word(sign));
    words.filter(|word| !word.is_empty()).map(singular).collect()
}

fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(one) if one.len() > 2 && !one.ends_with(['s', 'u']) => one.to_owned(),
        _ => word.to_owned(),
    }
}

/// The longest synonym that the words begin with.
fn synonym(words: &[String]) -> Option<(&'static str, &'static str)> {
    let begins = |phrase: &str| {
        let mut at = words.iter();
        phrase.split(' ').all(|word| at.next().is_some_and(|written| written == word))
    };
    let beginning = words.first()?;
    synonyms(beginning).filter(|(phrase, _)| begins(phrase)).max_by_key(|(phrase, _)| phrase.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Vec<String> {
        terms(name).into_iter().map(|term| term.word).collect()
    }

    #[test]
    fn the_trades_abbreviations_are_read_as_what_they_stand_for() {
        assert_eq!(read("FSC Pass-through"), ["fuel", "surcharge", "pass", "through"]);
        assert_eq!(
            read("Owner/Op Pay (% Line Haul)"),
            ["owner", "operator", "pay", "percent", "linehaul"]
        );
        assert_eq!(read("E-Check Fees"), ["echeck", "fee"]);
        assert_eq!(read("Truck Ordered Not Used"), read("TONU"));
        assert_eq!(read("A/R - Trade"), ["receivable", "trade"]);
    }

    #[test]
    fn every_synonym_is_written_as_names_are_read() {
        assert!(synonyms("").count() > 60);
        for (phrase, read_as) in synonyms("") {
            assert_eq!(words(phrase).join(" "), phrase, "left");
            assert_eq!(words(read_as).join(" "), read_as, "right");
        }
    }
}
