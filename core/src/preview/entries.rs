//! The posting: one entry per account, debits equal to credits (R22).

use super::control::ControlSide;
use super::lines::Resolved;
use crate::resolve::Compiled;
use crate::wire::{Amount, Entry, Kind};
use std::collections::BTreeMap;

/// Entries in the order of account number, then name, then id; zero entries are left out.
pub(super) fn entries(
    rules: &Compiled,
    kind: Kind,
    lines: &[Resolved],
    control: &ControlSide,
) -> Vec<Entry> {
    // Cents debited by account rank. The lines' sum without signs fits an Amount, so these sums do too.
    let mut debited: BTreeMap<usize, i64> = BTreeMap::new();
    let direction = match kind {
        Kind::Invoice => -1,
        Kind::Bill => 1,
    };
    for line in lines {
        if let Some(at) = line.at {
            *debited.entry(at).or_default() += direction * line.shown.amount.cents();
        }
    }
    if let Some(at) = control.at {
        *debited.entry(at).or_default() -= direction * control.shown.amount.cents();
    }
    debited
        .into_iter()
        .filter(|(_, cents)| *cents != 0)
        .filter_map(|(at, cents)| {
            let account = rules.account(at)?.id.clone();
            let amount = Amount::from_cents(cents.abs())?;
            let (debit, credit) =
                if cents > 0 { (amount, Amount::ZERO) } else { (Amount::ZERO, amount) };
            Some(Entry { account, debit, credit })
        })
        .collect()
}
