//! Why an account is offered, in words.

use super::term::Term;
use crate::account::{Verdict, explain};
use crate::names::{account_of_class, label, listed};
use crate::slot::Slot;
use crate::wire::{Account, Evidence, EvidenceKind, System};

/// A word that is looked for and the word of the account's name that answers it.
pub(super) struct Matched<'a> {
    pub(super) looked_for: &'a Term,
    pub(super) here: &'a Term,
}

/// Words that the name has, words that mean the same, words that are spelt nearly so.
pub(super) fn of_name(matched: &[Matched<'_>]) -> Vec<Evidence> {
    let mut same = Vec::new();
    let mut read: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut misspelt = Vec::new();
    for Matched { looked_for, here } in matched {
        if looked_for.word != here.word {
            misspelt.push(format!("\"{}\" is nearly \"{}\".", here.said, looked_for.said));
        } else if looked_for.said == here.said {
            same.push(here.said.clone());
        } else if looked_for.said == looked_for.word {
            together(&mut read, &here.said, &here.word);
        } else {
            together(&mut read, &looked_for.said, &here.said);
        }
    }
    let mut evidence = Vec::new();
    let mut say = |kind, message| evidence.push(Evidence { kind, message });
    if !same.is_empty() {
        say(EvidenceKind::Name, format!("Its name has {}.", listed(&same, "and")));
    }
    for (said, as_what) in read {
        say(EvidenceKind::Synonym, format!("\"{said}\" is read as \"{}\".", as_what.join(" ")));
    }
    for message in misspelt {
        say(EvidenceKind::Spelling, message);
    }
    evidence
}

fn together<'a>(read: &mut Vec<(&'a str, Vec<&'a str>)>, said: &'a str, as_what: &'a str) {
    match read.iter_mut().find(|(known, _)| *known == said) {
        Some((_, words)) if words.contains(&as_what) => {}
        Some((_, words)) => words.push(as_what),
        None => read.push((said, vec![as_what])),
    }
}

pub(super) fn of_class(
    slot: &Slot,
    account: &Account,
    verdict: &Verdict,
    system: System,
) -> Vec<Evidence> {
    if *verdict == Verdict::Allowed {
        let message = format!("It is {}, which belongs here.", account_of_class(account.class));
        return vec![Evidence { kind: EvidenceKind::Class, message }];
    }
    let label = label(slot, None);
    let codes = verdict.codes().iter();
    codes
        .map(|code| Evidence {
            kind: EvidenceKind::Warning,
            message: explain(*code, slot, &label, account, system),
        })
        .collect()
}

pub(super) fn of_inheritance() -> Evidence {
    let message = "It is where these lines go without an account of their own.".to_owned();
    Evidence { kind: EvidenceKind::Inherited, message }
}

pub(super) fn of_number(near: &Account) -> Evidence {
    let message = format!("Its number stands near {}, which the same column uses.", near.title());
    Evidence { kind: EvidenceKind::Number, message }
}
