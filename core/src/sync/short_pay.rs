//! A customer paid less than the invoice, and the rest is written off (R45, edge case 103).
//!
//! Not the steps' execution. Invariant: what was received plus what is written off is the total.

use super::Held;
use super::period::OpenDays;
use crate::wire::{Amount, Date};

/// A posted invoice and what came in for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short<'a> {
    /// The invoice's number.
    pub number: &'a str,
    /// Its date.
    pub date: Date,
    /// Its total as posted.
    pub total: Amount,
    /// What was received for it.
    pub received: Amount,
    /// The system, and our connector to it, can change a posted document.
    pub can_update: bool,
    /// When the books take entries.
    pub open: OpenDays,
    /// The day on which the rest is written off.
    pub today: Date,
}

/// How the rest is written off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteOff {
    /// There is nothing to write off.
    Nothing,
    /// One action: the payment is removed, the invoice gains a negative accessorial of this amount
    /// and is sent in place of the former, and the payment is put back in full.
    Regenerate {
        /// Below zero.
        line: Amount,
    },
    /// The invoice stays; a credit memo takes the rest off.
    CreditMemo {
        /// Above zero.
        amount: Amount,
        /// Its date: the first open day.
        on: Date,
    },
    /// Neither can be done as things stand.
    Held(Held),
}

/// How the rest of a short-paid invoice is written off.
#[must_use]
pub fn write_off(short: &Short<'_>) -> WriteOff {
    let rest = (-short.received).checked_add(short.total);
    let Some(rest) = rest.filter(|rest| rest.cents() > 0) else { return WriteOff::Nothing };
    if short.can_update && short.open.first_from(short.date) == Some(short.date) {
        return WriteOff::Regenerate { line: -rest };
    }
    match short.open.first_from(short.today.max(short.date)) {
        Some(on) => WriteOff::CreditMemo { amount: rest, on },
        None => WriteOff::Held(Held::config(
            "closed_period",
            format!(
                "{} was paid {} short, and the books take no entries from {} on. Open a period \
                 there; then choose Retry.",
                short.number,
                rest.grouped(),
                short.today
            ),
        )),
    }
}
