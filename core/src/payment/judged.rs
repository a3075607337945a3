//! A judgement before it has words.

use crate::wire::{Amount, Decided, PaymentReason};

/// What becomes of an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) decided: Decided,
    pub(super) reason: Option<PaymentReason>,
    /// Whether the payment completes the document (R35).
    pub(super) completes: bool,
    /// Of a drift: what was paid, and what is.
    pub(super) drift: Option<(Amount, Amount)>,
}

impl Judged {
    pub(super) fn for_reason(reason: PaymentReason) -> Judged {
        Judged { decided: decided(reason), reason: Some(reason), completes: false, drift: None }
    }

    pub(super) fn imported() -> Judged {
        Judged { decided: Decided::Import, reason: None, completes: true, drift: None }
    }

    pub(super) fn drift(reason: PaymentReason, was: Amount, is: Amount) -> Judged {
        Judged { decided: Decided::Drift, drift: Some((was, is)), ..Judged::for_reason(reason) }
    }
}

/// The first reason that applies.
pub(super) fn first(reasons: &[(PaymentReason, bool)]) -> Option<PaymentReason> {
    reasons.iter().find(|(_, applies)| *applies).map(|(reason, _)| *reason)
}

/// What a reason makes of a payment. A change in the books of what was never applied is passed over;
/// of what was applied it is drift ([`Judged::drift`]).
fn decided(reason: PaymentReason) -> Decided {
    use PaymentReason as R;
    match reason {
        R::AlreadyCompleted
        | R::SummaryInvoice
        | R::BeforeGoLive
        | R::SystemDoesNotExportPayments
        | R::ExportOff
        | R::Partial
        | R::NotOurs
        | R::CarrierSettlement
        | R::DriverSettlement
        | R::CompanyFuel
        | R::CompanyTolls
        | R::CreditedNotPaid
        | R::Edited
        | R::Voided
        | R::Deleted
        | R::FurtherPayment
        | R::TakenBackHere => Decided::Skip,
        R::NoDepositAccount
        | R::CurrencyMismatch
        | R::Overpaid
        | R::PaidByParts
        | R::SettledWithCredit => Decided::Hold,
        R::InvoiceNotExported | R::InvoiceInFlight => Decided::Wait,
        R::Echo => Decided::Echo,
    }
}
