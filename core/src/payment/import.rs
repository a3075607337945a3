//! Whether a payment in the books is taken over (R31 to R35).

use super::case::Case;
use super::judged::{Judged, first};
use crate::wire::{Amount, Applied, Origin, PaymentReason as R, PaymentState, Standing};

/// Judges one allocation of a payment in the books. `is_ours` says that we sent a payment of this
/// remote id, whatever document it went to.
pub(super) fn judge(case: &Case, is_ours: bool) -> Judged {
    let record = case.document.and_then(|document| document.record_of(case.payment));
    if let Some(sent) = record.filter(|record| record.exported) {
        return changed(case, sent).unwrap_or_else(|| Judged::for_reason(R::Echo));
    }
    if is_ours {
        return Judged::for_reason(R::Echo);
    }
    let Some(document) = case.document else { return Judged::for_reason(R::NotOurs) };
    if let Some(reason) = not_for_import(document) {
        return Judged::for_reason(reason);
    }
    if document.is_completed()
        && let Some(judged) = after_completion(case, document, record)
    {
        return judged;
    }
    if let Some(reason) = taken_back(case.payment.state) {
        return Judged::for_reason(reason);
    }
    // Applied once (R33): after a reopening it closes the document again only if it was changed.
    if record.is_some_and(|record| record.released && record.amount == case.amount()) {
        return Judged::for_reason(R::AlreadyCompleted);
    }
    match unsettled(case, document) {
        Some(reason) => Judged::for_reason(reason),
        None => Judged::imported(),
    }
}

/// Documents that payments are not imported for (R32). One that is on its way into the books may be
/// ours: it waits for the answer.
fn not_for_import(document: &Standing) -> Option<R> {
    if document.is_in_flight() {
        return Some(R::InvoiceInFlight);
    }
    if !document.is_exported() {
        return Some(R::NotOurs);
    }
    match document.origin {
        Origin::Load | Origin::BatchInvoicing | Origin::Trip | Origin::PayDrivers => None,
        Origin::SummaryInvoice => Some(R::SummaryInvoice),
        Origin::CarrierSettlement => Some(R::CarrierSettlement),
        Origin::DriverSettlement => Some(R::DriverSettlement),
        Origin::CompanyFuel => Some(R::CompanyFuel),
        Origin::CompanyTolls => Some(R::CompanyTolls),
    }
}

/// Why a document is not fully paid in the books (R31, R32), in the order of R32.
fn unsettled(case: &Case, document: &Standing) -> Option<R> {
    let open = open_cents(case, document);
    let credited = document.credited.cents();
    first(&[
        (R::CreditedNotPaid, credited >= document.total.cents()),
        (R::SettledWithCredit, credited > 0 && open <= 0),
        (R::CurrencyMismatch, case.currency_differs()),
        (R::Overpaid, open < 0),
        (R::Partial, open > 0),
    ])
}

/// What is open in the books with this payment: their own balance, or the total less what they are
/// known to have received.
pub(super) fn open_cents(case: &Case, document: &Standing) -> i128 {
    let cents = |amount: Amount| i128::from(amount.cents());
    document.balance.map(cents).unwrap_or_else(|| {
        let paid = document.booked_beside(case.payment) + cents(case.amount());
        cents(document.total) - cents(document.credited) - paid
    })
}

/// A payment seen in the books after the document was completed (R35). `None` where it is one more of
/// the several payments that paid it together (R31).
fn after_completion(case: &Case, document: &Standing, record: Option<&Applied>) -> Option<Judged> {
    if let Some(applied) = record {
        let confirmed = || Judged::for_reason(R::AlreadyCompleted);
        return Some(changed(case, applied).unwrap_or_else(confirmed));
    }
    if is_one_of_several(case, document) {
        return None;
    }
    let was = document.completed_amount();
    // Where either side has no remote id, they may be one payment.
    let may_be_the_same = case.payment.remote_id.is_none()
        || document.completing().all(|applied| applied.remote_id.is_none());
    Some(match taken_back(case.payment.state) {
        Some(reason) if may_be_the_same => Judged::drift(reason, was, Amount::ZERO),
        Some(reason) => Judged::for_reason(reason),
        None if !may_be_the_same => Judged::drift(R::FurtherPayment, was, with(was, case)),
        None if case.amount() == was => Judged::for_reason(R::AlreadyCompleted),
        None => Judged::drift(R::Edited, was, case.amount()),
    })
}

/// Whether imported payments completed the document and this one still fits beside them.
fn is_one_of_several(case: &Case, document: &Standing) -> bool {
    let imported =
        document.completing().count() > 0 && document.completing().all(|applied| applied.imported);
    let room = i128::from(document.total.cents()) - document.booked_beside(case.payment);
    imported && room > 0 && i128::from(case.amount().cents()) <= room
}

/// How the books changed a payment after it was applied or sent; `None` where they did not.
fn changed(case: &Case, applied: &Applied) -> Option<Judged> {
    let was = applied.amount;
    match taken_back(case.payment.state) {
        Some(reason) => Some(Judged::drift(reason, was, Amount::ZERO)),
        None => (case.amount() != was).then(|| Judged::drift(R::Edited, was, case.amount())),
    }
}

fn taken_back(state: PaymentState) -> Option<R> {
    match state {
        PaymentState::Recorded => None,
        PaymentState::Voided => Some(R::Voided),
        PaymentState::Deleted => Some(R::Deleted),
    }
}

fn with(was: Amount, case: &Case) -> Amount {
    was.checked_add(case.amount()).unwrap_or(was)
}
