//! What becomes of a payment on one document, and why.
//!
//! Written, never judged from: the rules stand in [`crate::payment`]. Invariant: every decision but
//! export and import has a reason.

use super::Amount;
use super::names::names;
use serde::{Deserialize, Serialize};

names! {
    /// What becomes of a payment.
    "a decision on a payment" enum Decided {
        /// It is sent to the books.
        Export = "export",
        /// It is taken from the books.
        Import = "import",
        /// It waits for something that comes by itself.
        Wait = "wait",
        /// Nothing is to be done, and nobody needs to act.
        Skip = "skip",
        /// It waits for a person.
        Hold = "hold",
        /// Our own payment, seen again in the books (R34).
        Echo = "echo",
        /// The books and we differ on what was already done; nothing changes here (R35).
        Drift = "drift",
    }
}

names! {
    /// Why a payment is neither exported nor imported.
    "a reason of a decision on a payment" enum PaymentReason {
        /// Another payment completed the document (R30).
        AlreadyCompleted = "already_completed",
        /// It stands in the books because we sent it, or came from there (R34).
        Echo = "echo",
        /// The invoice is a summary invoice (R30, R32).
        SummaryInvoice = "summary_invoice",
        /// The document is older than the connection (R26).
        BeforeGoLive = "before_go_live",
        /// The accounting system takes no payments from outside (R30).
        SystemDoesNotExportPayments = "system_does_not_export_payments",
        /// The setting is off (R17).
        ExportOff = "export_off",
        /// There is nothing to deposit it to (R17).
        NoDepositAccount = "no_deposit_account",
        /// Payment and document are in different currencies.
        CurrencyMismatch = "currency_mismatch",
        /// More was paid than is owed (R30).
        Overpaid = "overpaid",
        /// Less was paid than is owed (R30, R32).
        Partial = "partial",
        /// Several payments together reach the total (R31).
        PaidByParts = "paid_by_parts",
        /// The invoice is not in the books yet (R30).
        InvoiceNotExported = "invoice_not_exported",
        /// The document is on its way into the books (R30).
        InvoiceInFlight = "invoice_in_flight",
        /// The document is not one that we sent (R32).
        NotOurs = "not_ours",
        /// The bill is a carrier settlement (R32).
        CarrierSettlement = "carrier_settlement",
        /// The bill is a driver settlement (R32).
        DriverSettlement = "driver_settlement",
        /// The bill is the fuel card company's (R32).
        CompanyFuel = "company_fuel",
        /// The bill is the toll company's (R32).
        CompanyTolls = "company_tolls",
        /// The document was credited as a whole (R31).
        CreditedNotPaid = "credited_not_paid",
        /// Part of the document was credited, the rest paid (R31).
        SettledWithCredit = "settled_with_credit",
        /// Changed in the books after it was applied (R35).
        Edited = "edited",
        /// Voided in the books after it was applied (R35).
        Voided = "voided",
        /// Deleted in the books after it was applied (R35).
        Deleted = "deleted",
        /// One more payment in the books on a document that is paid (R35).
        FurtherPayment = "further_payment",
        /// Taken back here; what stands in the books stays (R35).
        TakenBackHere = "taken_back_here",
    }
}

/// What becomes of one allocation of a payment (R33).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// The payment's id; its remote id where it has no other; null where it has none.
    pub payment: Option<String>,
    /// The document, as the payment names it.
    pub document: String,
    /// What becomes of it.
    pub decision: Decided,
    /// Why; null when exported or imported.
    pub reason: Option<PaymentReason>,
    /// The same in words, with the next step.
    pub message: String,
    /// Whether this payment completes the load, or closes the bill and completes its trips (R35).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub completes: bool,
    /// The factor's fee, to be recorded with the deposit (R37).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Amount>,
    /// Of a drift: what was paid when it was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Amount>,
    /// Of a drift: what is paid now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<Amount>,
}
