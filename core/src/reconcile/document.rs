//! What differs about one document, and in which words.

use std::collections::BTreeMap;

use crate::api::{Deviation, DifferingAccount, ReconciledDocument};
use crate::wire::{Chart, Unusable};

use super::sums::{Sums, amount};
use super::{Booked, Pair, Standing};

/// The document, where the books do not have it as it was posted.
pub(super) fn differing(
    pair: &Pair,
    chart: &Chart,
) -> Result<Option<ReconciledDocument>, Unusable> {
    let mut sums: BTreeMap<(String, String), Sums> = BTreeMap::new();
    let key = |booked: &Booked| (booked.account.to_ascii_lowercase(), booked.day.clone());
    for booked in &pair.ours.entries {
        sums.entry(key(booked)).or_default().add_ours(booked);
    }
    for booked in &pair.theirs.entries {
        sums.entry(key(booked)).or_default().add_theirs(booked);
    }
    let mut accounts = Vec::new();
    for ((account, day), sums) in sums {
        if !sums.agrees() {
            let known = chart.accounts.iter().find(|one| one.id.eq_ignore_ascii_case(&account));
            accounts.push(DifferingAccount {
                account: known.map_or(account, |known| known.id.clone()),
                day,
                ours: amount(sums.ours())?,
                theirs: amount(sums.theirs())?,
            });
        }
    }
    let deviation = match &pair.theirs.standing {
        Standing::Stands if accounts.is_empty() => return Ok(None),
        Standing::Stands => Deviation::Changed,
        Standing::Void => Deviation::Voided,
        Standing::Gone => Deviation::Gone,
        Standing::Unread(_) => Deviation::Unread,
    };
    let ours = &pair.ours;
    Ok(Some(ReconciledDocument {
        document: ours.document.clone(),
        number: ours.number.clone(),
        remote_number: ours.remote_number.clone(),
        kind: ours.kind,
        day: ours.day.clone(),
        deviation,
        message: words(pair, &accounts, chart),
        accounts,
    }))
}

fn words(pair: &Pair, accounts: &[DifferingAccount], chart: &Chart) -> String {
    match &pair.theirs.standing {
        Standing::Void => "It is voided in the books.".to_owned(),
        Standing::Gone => "The books do not have it any more.".to_owned(),
        Standing::Unread(why) => format!("It could not be read: {why}"),
        Standing::Stands => match moved(accounts) {
            Some(day) => format!("Posted on {}, the books have it on {day}.", pair.ours.day),
            None => accounts.iter().map(|one| put(one, chart)).collect::<Vec<_>>().join(" "),
        },
    }
}

/// The day that the books have it on, where that is all that differs.
fn moved(accounts: &[DifferingAccount]) -> Option<&str> {
    let mut nets: BTreeMap<&str, i64> = BTreeMap::new();
    for one in accounts {
        *nets.entry(&one.account).or_default() += one.theirs.cents() - one.ours.cents();
    }
    let same = nets.values().all(|net| *net == 0);
    let mut days = accounts.iter().filter(|one| !one.theirs.is_zero()).map(|one| one.day.as_str());
    let day = days.next().filter(|_| same)?;
    days.all(|other| other == day).then_some(day)
}

fn put(one: &DifferingAccount, chart: &Chart) -> String {
    format!(
        "Waypost put {} on {}, the books {}.",
        one.ours.grouped(),
        title(&one.account, chart),
        one.theirs.grouped()
    )
}

fn title(account: &str, chart: &Chart) -> String {
    if account.is_empty() {
        return super::compare::UNSHOWN.to_owned();
    }
    let found = chart.accounts.iter().find(|one| one.id.eq_ignore_ascii_case(account));
    found.map_or_else(|| account.to_owned(), |found| found.title())
}
