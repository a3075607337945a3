//! Payments, in no system's words.

use serde::{Deserialize, Serialize};
use waypost_core::wire::{Amount, Date, Direction, PaymentState};

/// A customer's payment as it goes into the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPayment {
    /// Our id of it: stands in its memo, and is what it is recognised by.
    pub id: String,
    /// The customer's id in the books.
    pub party: String,
    /// The day of the payment.
    pub date: Date,
    /// ISO 4217.
    pub currency: String,
    /// What was paid: the sum of what it settles.
    pub total: Amount,
    /// A check number, a trace number.
    pub reference: Option<String>,
    /// The account that it is deposited to, by its id.
    pub deposit_to: String,
    /// Invoices by their ids in the books, and how much of each.
    pub settles: Vec<(String, Amount)>,
}

/// A payment of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemotePayment {
    /// The system's id.
    pub id: String,
    /// Customer or vendor.
    pub direction: Direction,
    /// Whether it still stands there.
    pub state: PaymentState,
    /// The party's id.
    pub party: String,
    /// Its day, `YYYY-MM-DD`.
    pub date: String,
    /// What was paid.
    pub total: Amount,
    /// ISO 4217, where the system says.
    pub currency: Option<String>,
    /// Our id of it, where we sent it.
    pub our_id: Option<String>,
    /// A check number.
    pub reference: Option<String>,
    /// Invoices or bills by their ids in the books, and how much money went to each.
    pub settles: Vec<(String, Amount)>,
    /// How much of those was settled by credits, beside the money.
    pub credited: Vec<(String, Amount)>,
}
