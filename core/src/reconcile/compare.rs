//! Both sides of all documents of a period, by account, by day and by document.

use std::collections::BTreeMap;

use crate::api::{ReconciledAccount, ReconciledDay, ReconciledDocument, Sides};
use crate::wire::{Account, Chart, Unusable};

use super::document::differing;
use super::sums::Sums;
use super::{Booked, Pair};

/// What the account without an id is called.
pub(super) const UNSHOWN: &str = "Tax and other amounts that the books do not show by account";

/// What the comparison came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Whether both agree to the cent, in words.
    pub message: String,
    /// All accounts together.
    pub totals: Sides,
    /// By account, numbered ones first, in the order of their numbers.
    pub accounts: Vec<ReconciledAccount>,
    /// Documents that the books have otherwise, in the order of their days and numbers.
    pub differing: Vec<ReconciledDocument>,
}

/// Sums of an account, and of each of its days.
#[derive(Default)]
struct Totals {
    whole: Sums,
    days: BTreeMap<String, Sums>,
}

/// Compares both sides of `pairs`; with days where `by_day` asks for them.
///
/// # Errors
/// [`Unusable`] where the documents come to more than an amount holds.
pub fn compare(pairs: &[Pair], chart: &Chart, by_day: bool) -> Result<Compared, Unusable> {
    let mut sums: BTreeMap<String, Totals> = BTreeMap::new();
    let mut all = Sums::default();
    let mut behind = Vec::new();
    for pair in pairs {
        for booked in &pair.ours.entries {
            all.add_ours(booked);
            add(&mut sums, booked, Sums::add_ours);
        }
        for booked in &pair.theirs.entries {
            all.add_theirs(booked);
            add(&mut sums, booked, Sums::add_theirs);
        }
        behind.extend(differing(pair, chart)?);
    }
    behind.sort_by(|one, other| (&one.day, &one.number).cmp(&(&other.day, &other.number)));
    let mut accounts = Vec::with_capacity(sums.len());
    for (id, sums) in &sums {
        accounts.push(named(id, sums, chart, by_day)?);
    }
    accounts.sort_by(|one, other| order(one).cmp(&order(other)));
    let message = words(pairs.len(), behind.len());
    Ok(Compared { message, totals: all.sides()?, accounts, differing: behind })
}

fn add(sums: &mut BTreeMap<String, Totals>, booked: &Booked, to: fn(&mut Sums, &Booked)) {
    let account = sums.entry(booked.account.to_ascii_lowercase()).or_default();
    to(&mut account.whole, booked);
    to(account.days.entry(booked.day.clone()).or_default(), booked);
}

fn named(
    id: &str,
    sums: &Totals,
    chart: &Chart,
    by_day: bool,
) -> Result<ReconciledAccount, Unusable> {
    let known = chart.accounts.iter().find(|one| one.id.eq_ignore_ascii_case(id));
    let mut days = Vec::new();
    for (day, sums) in sums.days.iter().filter(|_| by_day) {
        days.push(ReconciledDay { day: day.clone(), sums: sums.sides()? });
    }
    let name = |account: &Account| account.name.clone();
    let unknown = || if id.is_empty() { UNSHOWN.to_owned() } else { id.to_owned() };
    Ok(ReconciledAccount {
        account: known.map_or(id, |account| account.id.as_str()).to_owned(),
        number: known.and_then(|account| account.number.clone()),
        name: known.map_or_else(unknown, name),
        sums: sums.whole.sides()?,
        days,
    })
}

/// Numbered accounts first; what the books do not show by account last.
fn order(account: &ReconciledAccount) -> (bool, bool, &str, &str) {
    let number = account.number.as_deref();
    (
        account.account.is_empty(),
        number.is_none(),
        number.unwrap_or_default(),
        account.name.as_str(),
    )
}

fn words(documents: usize, differing: usize) -> String {
    match (documents, differing) {
        (0, _) => "Waypost posted nothing in this period.".to_owned(),
        (1, 0) => "1 document agrees to the cent.".to_owned(),
        (all, 0) => format!("All {all} documents agree to the cent."),
        (all, 1) => format!("1 of {} differs.", counted(all)),
        (all, some) => format!("{some} of {} differ.", counted(all)),
    }
}

fn counted(documents: usize) -> String {
    if documents == 1 { "1 document".to_owned() } else { format!("{documents} documents") }
}
