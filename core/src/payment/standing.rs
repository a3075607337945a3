//! What follows from how a document stands: in the books or not, completed or not, how much was paid.
//!
//! Sums are whole cents in `i128`, so that no list of payments can leave the range.

use crate::wire::{Amount, Applied, Payment, Standing, State};

impl Standing {
    /// On its way into the books (R41).
    pub(super) fn is_in_flight(&self) -> bool {
        matches!(self.state, Some(State::Sending | State::Checking))
    }

    /// In the books.
    pub(super) fn is_exported(&self) -> bool {
        self.exported.unwrap_or(matches!(self.state, Some(State::Posted | State::Completed)))
    }

    /// Paid, and therefore closed (R35).
    pub(super) fn is_completed(&self) -> bool {
        self.state == Some(State::Completed) || self.completing().next().is_some()
    }

    /// The payments that completed it, as far as they are listed.
    pub(super) fn completing(&self) -> impl Iterator<Item = &Applied> {
        self.payments.iter().filter(|applied| applied.completed)
    }

    /// The record of this very payment.
    pub(super) fn record_of(&self, payment: &Payment) -> Option<&Applied> {
        self.payments.get(self.place_of(payment)?)
    }

    /// Where that record stands in the list.
    pub(super) fn place_of(&self, payment: &Payment) -> Option<usize> {
        self.payments.iter().position(|applied| is_of(applied, payment))
    }

    /// What came in here before this payment, in cents: a payment that is judged again has its place in
    /// the list, and what came after it changes nothing about it (R31).
    pub(super) fn received_before(&self, payment: &Payment) -> i128 {
        let place = self.place_of(payment).unwrap_or(self.payments.len());
        self.sum(self.payments.iter().take(place), |applied| !applied.imported)
    }

    /// What came in here beside this payment, before it or after it, in cents.
    pub(super) fn received_beside(&self, payment: &Payment) -> i128 {
        self.sum(self.others(payment), |applied| !applied.imported)
    }

    /// What the books have received beside this payment, in cents.
    pub(super) fn booked_beside(&self, payment: &Payment) -> i128 {
        self.sum(self.others(payment), |applied| applied.imported || applied.exported)
    }

    fn others<'a>(&'a self, payment: &'a Payment) -> impl Iterator<Item = &'a Applied> {
        self.payments.iter().filter(|applied| !is_of(applied, payment))
    }

    fn sum<'a>(
        &self,
        listed: impl Iterator<Item = &'a Applied>,
        counts: impl Fn(&Applied) -> bool,
    ) -> i128 {
        let counted = listed.filter(|one| counts(one));
        let listed: i128 = counted.map(|one| i128::from(one.amount.cents())).sum();
        i128::from(self.paid.cents()) + listed
    }

    /// The same document, open again; what completed it stays on record (R35).
    pub(super) fn reopened(&self) -> Standing {
        let mut open = self.clone();
        if open.state == Some(State::Completed) {
            open.state = Some(State::Posted);
        }
        for applied in &mut open.payments {
            applied.released |= applied.completed;
            applied.completed = false;
        }
        open
    }

    /// What was paid when it was completed.
    pub(super) fn completed_amount(&self) -> Amount {
        let listed: i128 = self.completing().map(|one| i128::from(one.amount.cents())).sum();
        match Amount::from_wide_cents(listed) {
            Some(listed) if !listed.is_zero() => listed,
            _ if self.paid.is_zero() => self.total,
            _ => self.paid,
        }
    }
}

/// Whether the record is of this payment: the same id here, or the same id in the books (R33).
fn is_of(applied: &Applied, payment: &Payment) -> bool {
    let same = |ours: &Option<String>, theirs: &Option<String>| ours.is_some() && ours == theirs;
    same(&applied.remote_id, &payment.remote_id) || same(&applied.payment, &payment.id)
}
