//! Whether a payment that was entered here is sent to the books (R30, R31, R35).

use super::case::Case;
use super::deposit;
use super::judged::{Judged, first};
use crate::capability::{Flow, support};
use crate::wire::{
    Decided, Direction, Origin, Payment, PaymentReason as R, PaymentState, Standing,
};
use std::cmp::Ordering;

/// Judges one allocation of a payment that was entered here.
pub(super) fn judge(case: &Case) -> Judged {
    if case.payment.state != PaymentState::Recorded {
        return taken_back(case);
    }
    let completes = completes(case);
    match reason(case) {
        Some(reason) => Judged { completes, ..Judged::for_reason(reason) },
        None => Judged { decided: Decided::Export, reason: None, completes, drift: None },
    }
}

/// The first reason of R30 that applies, in its order.
fn reason(case: &Case) -> Option<R> {
    let document = case.document;
    let is = |holds: fn(&Standing) -> bool| document.is_some_and(holds);
    let system = case.system();
    let can_travel = support(system, Flow::export(case.payment.direction)).is_possible();
    let received = received(case);
    first(&[
        (R::AlreadyCompleted, completed_by_another(case)),
        (R::Echo, stands_in_the_books(case)),
        (R::SummaryInvoice, is(|document| document.origin == Origin::SummaryInvoice)),
        (R::BeforeGoLive, is_before_go_live(case)),
        (R::SystemDoesNotExportPayments, !can_travel),
        (R::ExportOff, !case.settings.mapping.customer_payments.export),
        (R::NoDepositAccount, deposit::account(case.settings, system).is_none()),
        (R::CurrencyMismatch, case.currency_differs()),
        (R::Overpaid, received == Some(Received::TooMuch)),
        (R::Partial, received == Some(Received::Part)),
        (R::PaidByParts, received == Some(Received::AllByParts)),
        (R::InvoiceNotExported, !is(|document| document.is_exported() || document.is_in_flight())),
        (R::InvoiceInFlight, is(Standing::is_in_flight)),
    ])
}

/// How much of the document is paid with this payment (R31).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Received {
    /// This one payment is the whole total, to the cent.
    Full,
    /// Something stays open.
    Part,
    /// Several payments reach the total; parts that add up are still parts.
    AllByParts,
    /// More than the total, or more than the payment's allocations take.
    TooMuch,
}

/// `None` where the document is not known: nothing can be said of it yet.
fn received(case: &Case) -> Option<Received> {
    let document = case.document?;
    if case.payment.unallocated_cents() > 0 {
        return Some(Received::TooMuch);
    }
    let received = received_cents(case, document);
    Some(match received.cmp(&i128::from(document.total.cents())) {
        Ordering::Greater => Received::TooMuch,
        Ordering::Less => Received::Part,
        Ordering::Equal if received == i128::from(case.amount().cents()) => Received::Full,
        Ordering::Equal => Received::AllByParts,
    })
}

/// What has come in with this payment, in cents. A part is judged by what came before it, so a later part
/// changes nothing about it; the whole total is full only where nothing else came in, before or after.
pub(super) fn received_cents(case: &Case, document: &Standing) -> i128 {
    let amount = i128::from(case.amount().cents());
    let with_former = document.received_before(case.payment) + amount;
    if with_former == amount && amount == i128::from(document.total.cents()) {
        return document.received_beside(case.payment) + amount;
    }
    with_former
}

/// A full customer payment completes the load, whether or not it can be exported (R35).
fn completes(case: &Case) -> bool {
    case.payment.direction == Direction::Customer
        && !completed_by_another(case)
        && !case.currency_differs()
        && received(case) == Some(Received::Full)
}

/// Completing never suppresses the export of the very payment that completed it (R35).
fn completed_by_another(case: &Case) -> bool {
    case.document.is_some_and(|document| {
        let itself = document.record_of(case.payment).is_some_and(|record| record.completed);
        document.is_completed() && !itself
    })
}

fn stands_in_the_books(case: &Case) -> bool {
    let recorded = || case.document.and_then(|document| document.record_of(case.payment));
    case.payment.remote_id.is_some() || recorded().is_some_and(|record| record.remote_id.is_some())
}

fn is_before_go_live(case: &Case) -> bool {
    let day = case.document.and_then(|document| document.date).or(case.payment.date);
    day.zip(case.settings.go_live).is_some_and(|(day, go_live)| day < go_live)
}

/// A payment that was voided or deleted here. Once exported, it still stands in the books, and nothing
/// is voided there by itself (edge case 102).
fn taken_back(case: &Case) -> Judged {
    if was_exported(case) {
        return Judged::drift(R::TakenBackHere, crate::wire::Amount::ZERO, case.amount());
    }
    Judged::for_reason(R::TakenBackHere)
}

fn was_exported(case: &Case) -> bool {
    let recorded =
        |payment: &Payment| case.document?.record_of(payment).map(|record| record.exported);
    case.payment.remote_id.is_some() || recorded(case.payment).unwrap_or_default()
}
