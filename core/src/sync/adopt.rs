//! Whether what the books hold is the document that we sent, or would send (R47).
//!
//! Not the look-up itself. Invariant: nothing is adopted that differs in number, party, total or
//! date, that is cancelled or void, or that is another posting of ours.

use super::Held;
use crate::number;
use crate::wire::{Amount, Date};

/// Where a document of the books stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not posted.
    Draft,
    /// Posted, paid or not.
    Posted,
    /// Cancelled, voided, or the document that does so: never ours.
    Void,
}

/// Whose posting a document of the books already is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nobody's of ours.
    Nobody,
    /// An earlier generation of this document.
    Itself,
    /// Another document of ours.
    Another,
}

/// What we sent, or would send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intended<'a> {
    /// The number, as fitted to the system (R27).
    pub number: &'a str,
    /// The party's id in the books.
    pub party: &'a str,
    /// The total.
    pub total: Amount,
    /// The date.
    pub date: Date,
}

/// What the books hold under that number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The number that the books gave it.
    pub number: &'a str,
    /// The number that its sender gave it.
    pub our_number: &'a str,
    /// The party's id.
    pub party: &'a str,
    /// The party's name.
    pub party_name: &'a str,
    /// What it comes to, tax included.
    pub total: Amount,
    /// Its date, as the books write it.
    pub date: &'a str,
    /// Where it stands.
    pub standing: Standing,
    /// Whose posting it is.
    pub owner: Owner,
}

/// What a look-up found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing that counts: it may be sent.
    Nothing,
    /// The candidate at this place is ours.
    Ours(usize),
    /// Something that a person must look at.
    Different(Held),
}

/// Judges what the books hold under the intended number.
#[must_use]
pub fn adopt(intended: &Intended<'_>, candidates: &[Candidate<'_>]) -> Found {
    let counting =
        || candidates.iter().enumerate().filter(|(_, one)| one.standing != Standing::Void);
    if let Some((_, taken)) = counting().find(|(_, one)| one.owner == Owner::Another) {
        return Found::Different(number::taken(taken.our_number, taken.number));
    }
    let alive = || counting().filter(|(_, one)| one.owner == Owner::Nobody);
    let mut found = alive();
    match (found.next(), found.next()) {
        (None, _) => Found::Nothing,
        (Some((at, one)), None) if agrees(intended, one) => Found::Ours(at),
        _ => Found::Different(different(intended, alive().map(|(_, one)| one))),
    }
}

fn agrees(intended: &Intended<'_>, one: &Candidate<'_>) -> bool {
    one.our_number == intended.number
        && one.party.eq_ignore_ascii_case(intended.party)
        && one.total == intended.total
        && one.date == intended.date.to_string()
}

fn different<'a>(intended: &Intended<'_>, found: impl Iterator<Item = &'a Candidate<'a>>) -> Held {
    let ours = line(intended.number, &intended.date.to_string(), intended.total);
    let theirs: Vec<String> = found
        .map(|one| {
            let standing = if one.standing == Standing::Draft { "draft" } else { "posted" };
            format!("{} ({}, {standing})", line(one.number, one.date, one.total), one.party_name)
        })
        .collect();
    Held::person(
        "found_different",
        format!(
            "The books already hold number {} for this party, and it is not certain to be this \
             document. Ours: {ours}. Theirs: {}. Cancel what is wrong there, or change the number \
             at the source; then choose Retry.",
            intended.number,
            theirs.join("; ")
        ),
    )
}

fn line(number: &str, date: &str, total: Amount) -> String {
    format!("{number} of {date}, {}", total.grouped())
}
