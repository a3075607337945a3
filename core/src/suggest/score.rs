//! How much speaks for each account in one slot.
//!
//! Whole numbers only. Of 100: the name up to 60, the class 20, fitting words up to 10, the number up
//! to 10; being the only one that may stand there 30; being where the lines of a lost account go anyway
//! 20; words that belong elsewhere take up to 10 away.

use super::evidence::{self, Matched};
use super::index::{Entry, Index};
use super::wanted::Wanted;
use crate::account::{Verdict, judge};
use crate::wire::{Account, Candidate, Chart, Evidence, EvidenceKind, Mapping};

const NAME: usize = 60;
const CLASS: usize = 20;
const ONLY: usize = 30;
const INHERITED: usize = 20;
/// For each fitting word, and how many count.
const FITTING: (usize, usize) = (5, 2);
/// For each word that belongs elsewhere, and how many count.
const STRAY: (usize, usize) = (2, 5);

/// Every account that may stand in the slot and that something speaks for, in the index's order.
pub(super) fn candidates(
    wanted: &Wanted<'_>,
    index: &Index<'_>,
    chart: &Chart,
    mapping: &Mapping,
) -> Vec<Candidate> {
    // What an account replaces, it replaces in all its slots, and a warning is told once for all.
    let everywhere = |account: &Account, verdict: &Verdict| {
        wanted.replacing.into_iter().flatten().all(|slot| {
            let there = judge(slot, account, chart.system, mapping);
            there == Verdict::Allowed || there == *verdict
        })
    };
    let mut allowed: Vec<(&Entry<'_>, Verdict)> = Vec::new();
    for entry in &index.entries {
        let verdict = judge(&wanted.slot, entry.account, chart.system, mapping);
        if !verdict.is_forbidden() && everywhere(entry.account, &verdict) {
            allowed.push((entry, verdict));
        }
    }
    let looked_for: Vec<LookedFor<'_>> = wanted
        .terms
        .iter()
        .map(|(term, times)| {
            let spelt = index.spelt(&term.word);
            LookedFor { term, spelt, weight: times * index.weight(spelt.unwrap_or(&term.word)) }
        })
        .collect();
    let is_only = allowed.len() == 1;
    let mut candidates = Vec::new();
    for (entry, verdict) in &allowed {
        let (name, matched) = name(&looked_for, entry);
        let inherits = wanted.replacing.is_some()
            && wanted.inherited.as_deref() == Some(entry.account.id.as_str());
        if name == 0 && !is_only && !inherits {
            continue;
        }
        let (number, near) = number(entry.account, &wanted.neighbours);
        let class = if *verdict == Verdict::Allowed { CLASS } else { 0 };
        let only = if is_only { ONLY } else { 0 };
        let inherited = if inherits { INHERITED } else { 0 };
        let (fitting, stray) = others(wanted, &matched, entry);
        let score =
            (name + class + only + inherited + number + fitting).saturating_sub(stray).min(100);
        let mut evidence = evidence::of_name(&matched);
        evidence.extend(evidence::of_class(&wanted.slot, entry.account, verdict, chart.system));
        if is_only {
            let message = "No other account of the chart may stand here.".to_owned();
            evidence.push(Evidence { kind: EvidenceKind::Only, message });
        }
        evidence.extend(inherits.then(evidence::of_inheritance));
        evidence.extend(near.map(evidence::of_number));
        candidates.push(Candidate {
            account: entry.account.id.clone(),
            score: u8::try_from(score).unwrap_or(100),
            evidence,
        });
    }
    candidates
}

/// A word that is looked for, as the chart spells it.
struct LookedFor<'a> {
    term: &'a super::term::Term,
    spelt: Option<&'a str>,
    weight: usize,
}

/// The part of what is looked for that the name has, of [`NAME`].
fn name<'a>(looked_for: &[LookedFor<'a>], entry: &'a Entry<'_>) -> (usize, Vec<Matched<'a>>) {
    let mut weight = 0;
    let mut matched = Vec::new();
    for one in looked_for {
        let here = entry.terms.iter().find(|term| Some(term.word.as_str()) == one.spelt);
        if let Some(here) = here {
            weight += one.weight;
            matched.push(Matched { looked_for: one.term, here });
        }
    }
    let whole: usize = looked_for.iter().map(|one| one.weight).sum();
    ((NAME * weight).checked_div(whole).unwrap_or(0), matched)
}

/// What the rest of the name adds and takes away.
fn others(wanted: &Wanted<'_>, matched: &[Matched<'_>], entry: &Entry<'_>) -> (usize, usize) {
    let (mut fitting, mut stray) = (0, 0);
    for term in &entry.terms {
        if matched.iter().all(|one| one.here != term) {
            if wanted.fitting.contains(&term.word) {
                fitting += 1;
            } else {
                stray += 1;
            }
        }
    }
    (FITTING.0 * fitting.min(FITTING.1), STRAY.0 * stray.min(STRAY.1))
}

/// The nearest account of the same column, by number.
fn number<'a>(account: &Account, neighbours: &[&'a Account]) -> (usize, Option<&'a Account>) {
    let digits = |account: &Account| account.number.as_deref()?.parse::<u64>().ok();
    let Some(own) = digits(account) else { return (0, None) };
    let mut nearest = (u64::MAX, None);
    for one in neighbours {
        if one.id != account.id
            && let Some(other) = digits(one)
            && own.abs_diff(other) < nearest.0
        {
            nearest = (own.abs_diff(other), Some(*one));
        }
    }
    match nearest {
        (0..=100, near) => (10, near),
        (101..=1000, near) => (5, near),
        _ => (0, None),
    }
}
