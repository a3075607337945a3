//! One allocation of a payment with all that decides about it (R33).

use crate::names;
use crate::wire::{Allocation, Amount, Kind, Payment, PaymentSettings, Standing, System};

/// What is judged.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) payment: &'a Payment,
    pub(super) allocation: &'a Allocation,
    /// The document as it stands before this payment; `None` where no such document is known.
    pub(super) document: Option<&'a Standing>,
    pub(super) settings: &'a PaymentSettings,
}

impl<'a> Case<'a> {
    /// What the payment brings to the document.
    pub(super) fn amount(&self) -> Amount {
        self.allocation.amount
    }

    /// The system of the document's books.
    pub(super) fn system(&self) -> System {
        self.document.and_then(|document| document.system).unwrap_or(self.settings.system)
    }

    /// The same in words.
    pub(super) fn books(&self) -> &'static str {
        names::system(self.system())
    }

    /// What people call the document.
    pub(super) fn title(&self) -> &'a str {
        match self.document {
            Some(document) => document.number.as_deref().unwrap_or(&document.id),
            None => &self.allocation.document,
        }
    }

    /// "invoice" or "bill".
    pub(super) fn noun(&self) -> &'static str {
        kind(self.payment).as_str()
    }

    /// Payment and document name different currencies; nothing is converted (edge case 104).
    pub(super) fn currency_differs(&self) -> bool {
        let ours = self.document.and_then(|document| document.currency.as_deref());
        ours.zip(self.payment.currency.as_deref()).is_some_and(|(ours, theirs)| ours != theirs)
    }
}

/// What the payment settles: customers pay invoices, vendors are paid for bills.
pub(super) fn kind(payment: &Payment) -> Kind {
    match payment.direction {
        crate::wire::Direction::Customer => Kind::Invoice,
        crate::wire::Direction::Vendor => Kind::Bill,
    }
}
