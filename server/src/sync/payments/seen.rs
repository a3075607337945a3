//! A payment as core sees it now, allocation by allocation: each with its document as it stands, under the
//! settings of its subsidiary. Nothing is stored here.

use std::collections::BTreeMap;

use waypost_core::payment::Register;
use waypost_core::wire::{Applied, Decision, Kind, Payment, PaymentReason, Standing};

use super::judge::InBooks;
use super::{piece, settings};
use crate::store::payment::{self, Known, Part, Stored};
use crate::store::{Db, Scope, StoreError};

/// One allocation, judged.
pub(super) struct Judged {
    pub(super) known: Option<Known>,
    pub(super) decision: Decision,
    counts: Option<Applied>,
    /// It counted before, or was sent: only drift is news.
    pub(super) stays: bool,
    /// It was sent, and nobody knows yet whether it arrived.
    pub(super) on_its_way: bool,
    /// It closed its document until now.
    pub(super) closed: bool,
    /// Other payments that complete the document together with it.
    pub(super) together: Vec<Applied>,
}

impl Judged {
    /// What of it counts on the document; nothing of what was taken back here before it was sent.
    pub(super) fn counts(&self) -> Option<&Applied> {
        let taken_back = self.decision.reason == Some(PaymentReason::TakenBackHere);
        self.counts.as_ref().filter(|_| !taken_back)
    }
}

/// The allocations of one subsidiary that stand in its books under one id, or under none.
type Group = (Option<String>, Option<String>);

/// Judges each allocation of `stored`; `parts` are those that are stored, where any are.
pub(super) async fn seen(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    in_books: &[InBooks],
    parts: &[Part],
) -> Result<Vec<Judged>, StoreError> {
    let known = known(db, scope, &stored.payment, in_books, parts).await?;
    let sent_as = |at: usize| parts.get(at).and_then(|part| part.remote_id.clone());
    let group = |at: usize, found: &Option<Known>| -> Group {
        (found.as_ref().map(|known| known.subsidiary.clone()), sent_as(at))
    };
    let mut groups: BTreeMap<Group, Vec<Standing>> = BTreeMap::new();
    for (at, found) in known.iter().enumerate() {
        let standings = groups.entry(group(at, found)).or_default();
        standings.extend(found.iter().map(|known| known.standing.clone()));
    }
    let mut judged: Vec<Option<Judged>> = known.iter().map(|_| None).collect();
    for (key, standings) in groups {
        let settings = match &key.0 {
            Some(id) => settings::of_subsidiary(db, scope, id).await?,
            None => settings::of_unknown(db, scope).await?,
        };
        // Here a payment is known by our id, so that two sources' ids never meet.
        let payment = Payment {
            id: Some(stored.id.clone()),
            remote_id: key.1.clone().or_else(|| stored.payment.remote_id.clone()),
            ..stored.payment.clone()
        };
        let mut register = Register::new(settings, standings);
        let decisions = register.decide(&payment);
        for (at, (found, decision)) in known.iter().zip(decisions).enumerate() {
            if group(at, found) == key {
                let mut one = one(found.clone(), decision, &payment, &register);
                one.on_its_way = parts.get(at).is_some_and(Part::is_on_its_way);
                judged[at] = Some(one);
            }
        }
    }
    let mut judged: Vec<Judged> = judged.into_iter().flatten().collect();
    if !stored.payment.is_remote() {
        piece::in_one_piece(&mut judged);
    }
    Ok(judged)
}

/// The documents of a payment's allocations, as far as they are known. What was sent keeps its document,
/// whatever its name leads to by now.
async fn known(
    db: &mut Db,
    scope: &Scope,
    payment: &Payment,
    in_books: &[InBooks],
    parts: &[Part],
) -> Result<Vec<Option<Known>>, StoreError> {
    let kind = match payment.direction {
        waypost_core::wire::Direction::Customer => Kind::Invoice,
        waypost_core::wire::Direction::Vendor => Kind::Bill,
    };
    let mut known = Vec::with_capacity(payment.allocations.len());
    for (at, allocation) in payment.allocations.iter().enumerate() {
        let sent = parts.get(at).filter(|part| part.is_sent());
        let mut found = match sent.and_then(|part| part.document.as_deref()) {
            Some(document) => payment::standing_of(db, scope, document).await?,
            None => payment::standing(db, scope, kind, &allocation.document).await?,
        };
        if let Some(found) = &mut found
            && let Some(said) = in_books.iter().find(|said| said.document == found.id)
        {
            found.standing.balance = Some(said.balance);
            found.standing.credited = said.credited;
        }
        known.push(found);
    }
    Ok(known)
}

fn one(known: Option<Known>, decision: Decision, payment: &Payment, register: &Register) -> Judged {
    let before = known.as_ref().map(|known| &known.standing);
    let after = before.and_then(|before| {
        register.documents().iter().find(|one| one.kind == before.kind && one.id == before.id)
    });
    let ours = |one: &&Applied| is_of(one, payment);
    let former = before.and_then(|before| before.payments.iter().find(ours));
    let counted = || after.and_then(|after| after.payments.iter().find(ours)).cloned();
    // After a reopening it stays on record, and closes nothing a second time (R33).
    let released = former.filter(|former| former.released).cloned();
    let counts = released.or_else(counted);
    // A payment that completed its load is still to be sent (R35); what was sent or read stays.
    let stays =
        former.is_some_and(|former| former.exported || (former.completed && payment.is_remote()));
    let closed = former.is_some_and(|former| former.completed);
    let changed = |one: &&Applied| {
        !is_of(one, payment)
            && before.is_some_and(|before| !before.payments.iter().any(|former| former == *one))
    };
    let together = after.map(|after| after.payments.iter().filter(changed).cloned().collect());
    let together = together.unwrap_or_default();
    Judged { known, decision, counts, stays, on_its_way: false, closed, together }
}

fn is_of(applied: &Applied, payment: &Payment) -> bool {
    let same = |ours: &Option<String>, theirs: &Option<String>| ours.is_some() && ours == theirs;
    same(&applied.remote_id, &payment.remote_id) || same(&applied.payment, &payment.id)
}
