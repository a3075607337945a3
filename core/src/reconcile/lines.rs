//! Entries of a transaction whose books show lines in place of entries: each line moves its account,
//! the total moves the receivable or payable account.

use std::collections::BTreeMap;

use crate::wire::{Amount, Kind};

use super::Booked;

/// The entries of a transaction of `day`. What the lines do not come to, such as tax, stands on the
/// account without an id, so that both sides balance. None where an account comes to more than an amount
/// holds.
#[must_use]
pub fn of_lines(
    (kind, day): (Kind, &str),
    (control, total): (&str, Amount),
    lines: &[(String, Amount)],
) -> Option<Vec<Booked>> {
    let mut cents: BTreeMap<&str, i128> = BTreeMap::new();
    let sign = match kind {
        Kind::Invoice => 1,
        Kind::Bill => -1,
    };
    let mut rest = i128::from(total.cents());
    *cents.entry(control).or_default() += sign * rest;
    for (account, amount) in lines {
        let amount = i128::from(amount.cents());
        *cents.entry(account).or_default() -= sign * amount;
        rest -= amount;
    }
    *cents.entry("").or_default() -= sign * rest;
    let nonzero = cents.into_iter().filter(|(_, cents)| *cents != 0);
    nonzero
        .map(|(account, cents)| {
            let amount = Amount::from_wide_cents(cents.abs())?;
            let (debit, credit) =
                if cents > 0 { (amount, Amount::ZERO) } else { (Amount::ZERO, amount) };
            Some(Booked { day: day.to_owned(), account: account.to_owned(), debit, credit })
        })
        .collect()
}
