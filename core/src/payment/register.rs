//! The register of payments: documents as they stand, judged payment by payment in the order given.
//!
//! Not a store. Invariants: a payment is applied once, by its id or its remote id, however often it is
//! seen (R33); what was exported, imported or completed is never taken away by a later payment (R35).

use super::case::{Case, kind};
use super::judged::Judged;
use super::{export, import, words};
use crate::wire::{
    Allocation, Applied, Decided, Decision, Extra, Kind, Payment, PaymentReason, PaymentSettings,
    PaymentState, Standing,
};
use std::collections::{BTreeMap, BTreeSet};

/// Documents with what was paid on them.
#[derive(Clone, Debug)]
pub struct Register {
    settings: PaymentSettings,
    documents: Vec<Standing>,
    /// Where a document stands, by kind and by id or number.
    places: BTreeMap<(Kind, String), usize>,
    /// Remote ids of payments that we sent (R34).
    sent: BTreeSet<String>,
}

impl Register {
    /// Opens the register. An id names the first document that has it; a number, where no document has
    /// it as id.
    #[must_use]
    pub fn new(settings: PaymentSettings, documents: Vec<Standing>) -> Register {
        let mut places = BTreeMap::new();
        let ids = documents.iter().map(|document| Some(&document.id));
        let numbers = documents.iter().map(|document| document.number.as_ref());
        for names in [ids.collect::<Vec<_>>(), numbers.collect()] {
            for (at, (document, name)) in documents.iter().zip(names).enumerate() {
                let Some(name) = name else { continue };
                places.entry((document.kind, name.clone())).or_insert(at);
            }
        }
        let sent = documents.iter().flat_map(|document| &document.payments);
        let sent = sent.filter(|applied| applied.exported);
        let sent = sent.filter_map(|applied| applied.remote_id.clone()).collect();
        Register { settings, documents, places, sent }
    }

    /// What becomes of the payment: one decision for each of its allocations (R33), which then count as
    /// history for what follows.
    pub fn decide(&mut self, payment: &Payment) -> Vec<Decision> {
        // All are judged before any counts, so that one allocation does not decide about the next.
        let judged: Vec<(Judged, Decision)> = payment
            .allocations
            .iter()
            .map(|allocation| {
                let case = self.case(payment, allocation);
                let judged = if payment.is_remote() {
                    let is_ours =
                        payment.remote_id.as_ref().is_some_and(|id| self.sent.contains(id));
                    import::judge(&case, is_ours)
                } else {
                    export::judge(&case)
                };
                (judged, words::decision(&case, judged))
            })
            .collect();
        for (allocation, (judged, _)) in payment.allocations.iter().zip(&judged) {
            let place = self.place(payment, allocation);
            if let Some(document) = place.and_then(|at| self.documents.get_mut(at)) {
                apply(document, payment, allocation, *judged);
            }
        }
        judged.into_iter().map(|(_, decision)| decision).collect()
    }

    /// The documents with what has been applied to them.
    #[must_use]
    pub fn documents(&self) -> &[Standing] {
        &self.documents
    }

    fn case<'a>(&'a self, payment: &'a Payment, allocation: &'a Allocation) -> Case<'a> {
        let document = self.place(payment, allocation).and_then(|at| self.documents.get(at));
        Case { payment, allocation, document, settings: &self.settings }
    }

    fn place(&self, payment: &Payment, allocation: &Allocation) -> Option<usize> {
        self.places.get(&(kind(payment), allocation.document.clone())).copied()
    }
}

/// Lets a judged payment count.
fn apply(document: &mut Standing, payment: &Payment, allocation: &Allocation, judged: Judged) {
    if !counts(payment, judged) {
        return;
    }
    // A payment of ours that has a remote id was sent, though perhaps before this history begins.
    let sent = !payment.is_remote() && payment.remote_id.is_some();
    let exported = judged.decided == Decided::Export || sent;
    // Judged again, it keeps its place: of two parts, the second reaches the total (R31).
    let mut place = document.payments.len();
    if let Some(at) = document.place_of(payment) {
        let record = document.payments.remove(at);
        if record.completed || record.exported {
            let exported = exported || record.exported;
            let remote_id = record.remote_id.clone().or_else(|| payment.remote_id.clone());
            document.payments.insert(at, Applied { exported, remote_id, ..record });
            return;
        }
        place = at;
    }
    if payment.state != PaymentState::Recorded {
        return;
    }
    let applied = Applied {
        payment: payment.id.clone(),
        remote_id: payment.remote_id.clone(),
        amount: allocation.amount,
        imported: payment.is_remote(),
        exported,
        completed: judged.completes,
        released: false,
        extra: Extra::default(),
    };
    document.payments.insert(place, applied);
    if judged.decided == Decided::Import {
        // Several payments pay together, so they complete together (R31).
        let together = document.payments.iter_mut().filter(|record| record.imported);
        together.for_each(|record| record.completed = true);
    }
}

/// Whether the payment belongs to what was paid on the document.
fn counts(payment: &Payment, judged: Judged) -> bool {
    use PaymentReason as R;
    match (judged.decided, judged.reason) {
        (Decided::Drift, _) => false,
        (_, Some(R::AlreadyCompleted | R::CurrencyMismatch)) => false,
        (Decided::Import, _) | (_, Some(R::Partial | R::Voided | R::Deleted)) => true,
        _ => !payment.is_remote(),
    }
}
