//! Which customer or vendor of the books a document's party is (R28).
//!
//! Not the reading of the books' lists. Invariant: a party is made only when no one in the books
//! could be it, and never under a name with a number added.

use super::{Held, Limits};
use crate::number::{Fitted, fit_name};
use crate::wire::{Kind, System};
use serde::{Deserialize, Serialize};

/// Customers stand on invoices, vendors on bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Owes us.
    Customer,
    /// We owe them: a driver, an owner-operator, a carrier, a vendor.
    Vendor,
}

impl Side {
    /// The side that a document of `kind` is about.
    #[must_use]
    pub fn of(kind: Kind) -> Side {
        match kind {
            Kind::Invoice => Side::Customer,
            Kind::Bill => Side::Vendor,
        }
    }

    /// The one across the table.
    #[must_use]
    pub fn other(self) -> Side {
        match self {
            Side::Customer => Side::Vendor,
            Side::Vendor => Side::Customer,
        }
    }

    /// `customer` or `vendor`.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Side::Customer => "customer",
            Side::Vendor => "vendor",
        }
    }
}

/// The party that a document needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Its name at the source.
    pub name: &'a str,
    /// Which side it stands on.
    pub side: Side,
    /// Its id in the books, once linked.
    pub linked: Option<&'a str>,
    /// What it was linked to is gone from the books: deleted or merged.
    pub gone: bool,
    /// A person said that it is nobody of the books, and is to be made.
    pub make: bool,
}

/// Somebody in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed<'a> {
    /// The id there.
    pub id: &'a str,
    /// The name there.
    pub name: &'a str,
    /// How people name it: `V001 Great Lakes Transport Inc`.
    pub title: &'a str,
    /// What it is there: `customer`, `vendor`, `employee`.
    pub kind: &'a str,
}

/// Who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The linked one.
    Linked(String),
    /// This one, which is linked from now on and shown.
    Link(String),
    /// Nobody yet: it is made under this name. Where that differs from the source's, both are shown.
    Make(Fitted),
    /// A person says who it is.
    Held {
        /// Why.
        held: Held,
        /// Whom it may be.
        choices: Vec<Choice>,
    },
}

/// Somebody of the books whom a party may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// The id there.
    pub id: String,
    /// How people name it: `V001 Great Lakes Transport Inc`.
    pub title: String,
}

/// The reasons that end when a person says who the party is.
pub const UNDECIDED: [&str; 3] = ["party_ambiguous", "party_gone", "party_of_another_kind"];

/// A name as it is compared: without regard to the case of letters and to blanks around it.
#[must_use]
pub fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// Who the wanted party is among those `listed` in the books of `system`. The stored link first,
/// then the exact name on its own side; a namesake of another kind stops the making where the books
/// keep one list of names.
#[must_use]
pub fn who(wanted: &Wanted<'_>, listed: &[Listed<'_>], system: System, limits: &Limits) -> Who {
    if let Some(id) = wanted.linked {
        return Who::Linked(id.to_owned());
    }
    let made = fit_name(wanted.name, system);
    let names = [folded(wanted.name), folded(&made.text)];
    let namesakes = || listed.iter().filter(|one| names.contains(&folded(one.name)));
    let kind = wanted.side.text();
    let own: Vec<&Listed<'_>> = namesakes().filter(|one| one.kind == kind).collect();
    if wanted.make && !(limits.shares_names && namesakes().next().is_some()) {
        return Who::Make(made);
    }
    match own.as_slice() {
        [one] => return Who::Link(one.id.to_owned()),
        [] => {}
        several => return held(ambiguous(wanted, several), several),
    }
    if wanted.gone {
        return held(gone(wanted), &[]);
    }
    let others: Vec<&Listed<'_>> = namesakes().filter(|one| one.kind != kind).collect();
    if limits.shares_names && !others.is_empty() {
        return held(other_kind(wanted, &others), &others);
    }
    Who::Make(made)
}

fn held(held: Held, choices: &[&Listed<'_>]) -> Who {
    let choice = |one: &&Listed<'_>| Choice { id: one.id.to_owned(), title: one.title.to_owned() };
    Who::Held { held, choices: choices.iter().map(choice).collect() }
}

fn titles(listed: &[&Listed<'_>]) -> String {
    let titles: Vec<&str> = listed.iter().map(|one| one.title).collect();
    titles.join("; ")
}

fn ambiguous(wanted: &Wanted<'_>, several: &[&Listed<'_>]) -> Held {
    Held::person(
        "party_ambiguous",
        format!(
            "{} {}s of the books are named \"{}\": {}. Choose the right one, or have a new one \
             made; all that waits for it then follows.",
            several.len(),
            wanted.side.text(),
            wanted.name,
            titles(several)
        ),
    )
    .about(wanted.name)
}

fn gone(wanted: &Wanted<'_>) -> Held {
    Held::person(
        "party_gone",
        format!(
            "The {} that {} was linked to is gone from the books: deleted or merged. Choose the \
             right one, or have a new one made; all that waits for it then follows.",
            wanted.side.text(),
            wanted.name
        ),
    )
    .about(wanted.name)
}

fn other_kind(wanted: &Wanted<'_>, others: &[&Listed<'_>]) -> Held {
    let kind = others.first().map_or("party", |one| one.kind);
    Held::person(
        "party_of_another_kind",
        format!(
            "The books have no {side} named \"{name}\", but a {kind} of that name: {}. They keep \
             one list of names, so nothing was made. Link {name} to the right {side}, or rename \
             one of the two there; then choose Retry.",
            titles(others),
            side = wanted.side.text(),
            name = wanted.name,
        ),
    )
    .about(wanted.name)
}
