//! Adding up both sides, in numbers that no count of documents can exceed.

use crate::api::Sides;
use crate::wire::{Amount, Unusable};

use super::Booked;

/// Cents of both sides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    our_debit: i128,
    our_credit: i128,
    their_debit: i128,
    their_credit: i128,
}

impl Sums {
    pub(super) fn add_ours(&mut self, booked: &Booked) {
        self.our_debit += i128::from(booked.debit.cents());
        self.our_credit += i128::from(booked.credit.cents());
    }

    pub(super) fn add_theirs(&mut self, booked: &Booked) {
        self.their_debit += i128::from(booked.debit.cents());
        self.their_credit += i128::from(booked.credit.cents());
    }

    /// Debit less credit of ours.
    pub(super) fn ours(self) -> i128 {
        self.our_debit - self.our_credit
    }

    /// Debit less credit in the books.
    pub(super) fn theirs(self) -> i128 {
        self.their_debit - self.their_credit
    }

    /// Whether both come to the same.
    pub(super) fn agrees(self) -> bool {
        self.ours() == self.theirs()
    }

    /// As amounts.
    pub(super) fn sides(self) -> Result<Sides, Unusable> {
        Ok(Sides {
            our_debit: amount(self.our_debit)?,
            our_credit: amount(self.our_credit)?,
            their_debit: amount(self.their_debit)?,
            their_credit: amount(self.their_credit)?,
            difference: amount(self.theirs() - self.ours())?,
        })
    }
}

/// As an amount; refused beyond twelve digits.
pub(super) fn amount(cents: i128) -> Result<Amount, Unusable> {
    Amount::from_wide_cents(cents).ok_or_else(|| {
        Unusable::value(
            "",
            "the documents come to more than twelve digits together; choose a shorter period",
        )
    })
}
