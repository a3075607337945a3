//! Whether what the books hold is the document that we sent, or would send (R47).
//!
//! Not the look-up itself. Invariant: nothing is adopted that differs in number, party, total or
//! date, that is cancelled or void, or that is another posting of ours.

use super::Held;
use crate::api::LedgerDifference;
use crate::number;
use crate::wire::{Amount, Date};
use serde::{Deserialize, Serialize};

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
        (Some((at, one)), None) if agreement(intended, one).whole() => Found::Ours(at),
        _ => Found::Different(different(intended, alive().map(|(_, one)| one))),
    }
}

/// What of the intent a document of the books agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Agreement {
    /// The number that we gave it, or would.
    pub number: bool,
    /// The party.
    pub party: bool,
    /// The total, to the cent.
    pub total: bool,
    /// The date.
    pub date: bool,
}

impl Agreement {
    /// Nothing differs.
    #[must_use]
    pub fn whole(self) -> bool {
        self.number && self.party && self.total && self.date
    }
}

/// Compares a document of the books with the intent.
#[must_use]
pub fn agreement(intended: &Intended<'_>, one: &Candidate<'_>) -> Agreement {
    Agreement {
        number: one.our_number == intended.number,
        party: one.party.eq_ignore_ascii_case(intended.party),
        total: one.total == intended.total,
        date: one.date == intended.date.to_string(),
    }
}

/// Why a document of the books can never be the intended one, whatever a person accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is cancelled or void.
    Void,
    /// It is a draft: it is posted or removed first.
    Draft,
    /// It is another document of ours.
    Another,
    /// It is a former posting of the same document.
    Former,
    /// It differs, and nobody accepted that.
    Differs,
}

/// Links by hand: what agrees is adopted; what differs only where a person accepts it.
///
/// # Errors
/// [`Refused`], which for all but a difference nobody can accept away.
pub fn link(
    intended: &Intended<'_>,
    one: &Candidate<'_>,
    accept_differences: bool,
) -> Result<Agreement, Refused> {
    let found = agreement(intended, one);
    match (one.standing, one.owner) {
        (Standing::Void, _) => Err(Refused::Void),
        (_, Owner::Another) => Err(Refused::Another),
        (_, Owner::Itself) => Err(Refused::Former),
        (Standing::Draft, _) => Err(Refused::Draft),
        (Standing::Posted, Owner::Nobody) if found.whole() || accept_differences => Ok(found),
        (Standing::Posted, Owner::Nobody) => Err(Refused::Differs),
    }
}

impl Refused {
    /// Stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Refused::Void => "remote_void",
            Refused::Draft => "remote_draft",
            Refused::Another => "remote_taken",
            Refused::Former => "remote_former",
            Refused::Differs => "remote_differs",
        }
    }

    /// The same of the books' document of this number, with the next step.
    #[must_use]
    pub fn message(self, number: &str) -> String {
        match self {
            Refused::Void => {
                format!(
                    "{number} is cancelled in the books, so nothing is linked to it. Choose another."
                )
            }
            Refused::Draft => format!(
                "{number} is a draft and not in the books yet. Post it or remove it there, then \
                 look again."
            ),
            Refused::Another => format!(
                "{number} is another document of yours already. Choose another, or look at that \
                 document first."
            ),
            Refused::Former => format!(
                "{number} is what this document was posted as before, and it no longer counts. \
                 Choose another, or choose Retry to post it anew."
            ),
            Refused::Differs => format!(
                "{number} differs from this document. Compare both; link it with its differences \
                 only if it is the same business."
            ),
        }
    }
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

/// What differs between the intent, whose party is `party_name`, and a document of the books that a
/// person linked all the same: kept with the posting.
#[must_use]
pub fn accepted(
    intended: &Intended<'_>,
    party_name: &str,
    one: &Candidate<'_>,
) -> Vec<LedgerDifference> {
    let agrees = agreement(intended, one);
    let date = intended.date.to_string();
    let (ours, theirs) = (intended.total.to_string(), one.total.to_string());
    [
        (agrees.number, "number", intended.number, one.our_number),
        (agrees.party, "party", party_name, one.party_name),
        (agrees.total, "total", ours.as_str(), theirs.as_str()),
        (agrees.date, "date", date.as_str(), one.date),
    ]
    .into_iter()
    .filter(|(agrees, ..)| !agrees)
    .map(|(_, what, ours, theirs)| LedgerDifference {
        account: what.to_owned(),
        expected: ours.to_owned(),
        found: theirs.to_owned(),
        message: format!(
            "The {what} is {ours} here and {theirs} in the books. It was linked by hand all the same."
        ),
    })
    .collect()
}
