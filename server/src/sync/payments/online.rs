//! Payments of QuickBooks Online: by change data capture while it reaches back far enough and shows all,
//! else by queries and by reading again what was known (R33). What is open of each document is asked of
//! the books, so that one that is paid by several payments closes with the last.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use waypost_core::wire::{
    Allocation, Amount, Direction, Kind, Payment, PaymentOrigin, PaymentState,
};

use super::judge::{self, InBooks};
use super::read::{Reading, Stopped};
use super::{retry, sent};
use crate::clock::text;
use crate::connectors::{Answer, Ask, RemotePayment};
use crate::store::payment::{self, Part, Stored};
use crate::store::{Db, StoreError};

/// How far back changes are shown, with a day to spare.
const SHOWN: SignedDuration = SignedDuration::from_hours(29 * 24);
/// As many objects as one reply shows; with so many, some may be missing.
const WHOLE: usize = 1_000;

const DIRECTIONS: [Direction; 2] = [Direction::Customer, Direction::Vendor];

/// Reads all that changed; how many payments were on documents of others.
pub(super) async fn read(reading: &Reading<'_>) -> Result<usize, Stopped> {
    let mut not_ours = 0;
    for direction in DIRECTIONS {
        for one in changed(reading, direction).await? {
            not_ours += usize::from(!take(reading, one).await?);
        }
    }
    Ok(not_ours)
}

async fn changed(
    reading: &Reading<'_>,
    direction: Direction,
) -> Result<Vec<RemotePayment>, Stopped> {
    let since = text(reading.since);
    let age = reading.lane.inner.clock.now().duration_since(reading.since);
    if age < SHOWN {
        let answers = reading.all(Ask::ChangedPayments(direction, since.clone())).await?;
        let seen = payments(answers);
        if seen.len() < WHOLE {
            return Ok(seen);
        }
    }
    let mut seen = payments(reading.all(Ask::PaymentsSince(direction, since)).await?);
    let known: BTreeSet<String> = seen.iter().map(|one| one.id.clone()).collect();
    // Deletions are shown by change data capture alone: what counted here is read again.
    for id in counted(reading, direction).await? {
        if known.contains(&id) {
            continue;
        }
        seen.extend(payments(reading.all(Ask::ReadPayment(direction, id)).await?));
    }
    Ok(seen)
}

/// Remote ids of the payments that count here.
async fn counted(reading: &Reading<'_>, direction: Direction) -> Result<Vec<String>, Stopped> {
    let mut db = reading.lane.inner.store.read().await?;
    let connection = &reading.connection.id;
    Ok(payment::counted(&mut db, reading.scope, connection, direction).await?)
}

fn payments(answers: Vec<Answer>) -> Vec<RemotePayment> {
    let of = |answer| match answer {
        Answer::Payments(payments) => payments,
        _ => Vec::new(),
    };
    answers.into_iter().flat_map(of).collect()
}

/// Takes one payment of the books in. False when it is on nothing of ours.
async fn take(reading: &Reading<'_>, remote: RemotePayment) -> Result<bool, Stopped> {
    let (scope, now) = (reading.scope, text(reading.lane.inner.clock.now()));
    let (known, ours) = {
        let mut db = reading.lane.inner.store.read().await?;
        let known = payment::of_books(&mut db, scope, &remote.id).await?;
        if known.is_none() && is_unanswered(reading, &mut db, &remote).await? {
            return Ok(true);
        }
        if let Some(ours) = known.as_ref().filter(|known| !known.payment.is_remote()) {
            drop(db);
            sent::compare(reading, ours, &remote).await?;
            return Ok(true);
        }
        let mut ours = Vec::new();
        for (document, amount) in &remote.settles {
            if let Some(found) = payment::of_remote(&mut db, scope, document).await? {
                ours.push((found, document.clone(), *amount));
            }
        }
        (known, ours)
    };
    if ours.is_empty() && known.is_none() {
        return Ok(false);
    }
    let mut payment = as_payment(&remote);
    payment.allocations = ours
        .iter()
        .map(|(found, _, amount)| Allocation {
            document: found.standing.id.clone(),
            amount: *amount,
            extra: Default::default(),
        })
        .collect();
    // A reading that was cut off goes on where it was.
    if let Some(known) = &known
        && counts_as(reading, known, &payment).await?
    {
        return Ok(true);
    }
    let mut in_books = Vec::new();
    for (found, document, _) in &ours {
        let kind = match remote.direction {
            Direction::Customer => Kind::Invoice,
            Direction::Vendor => Kind::Bill,
        };
        let answers = reading.all(Ask::Read(kind, document.clone())).await?;
        let read = answers.into_iter().find_map(|answer| match answer {
            Answer::Documents(mut read) => read.pop(),
            _ => None,
        });
        if let Some(read) = read {
            let credited = remote.credited.iter().find(|(id, _)| id == document);
            let credited = credited.map_or(Amount::ZERO, |(_, amount)| *amount);
            in_books.push(InBooks { document: found.id.clone(), balance: read.open, credited });
        }
    }
    let mut tx = reading.lane.begin().await?;
    let stored = keep(reading, tx.db(), known, payment, &now).await?;
    let ids = reading.lane.inner.ids.as_ref();
    judge::decide(tx.db(), scope, &stored, &in_books, ids, &now).await?;
    for (found, ..) in &ours {
        let now = reading.lane.inner.clock.now();
        retry::confirm(tx.db(), scope, &found.id, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Whether all of it counts here already just as the books have it: there is nothing to ask.
async fn counts_as(
    reading: &Reading<'_>,
    known: &Stored,
    payment: &Payment,
) -> Result<bool, StoreError> {
    let ours = &known.payment;
    if (ours.state, ours.amount) != (payment.state, payment.amount)
        || ours.allocations != payment.allocations
    {
        return Ok(false);
    }
    let mut db = reading.lane.inner.store.read().await?;
    payment::counts_whole(&mut db, reading.scope, &known.id).await
}

/// Whether it is one of ours whose answer did not arrive yet: an echo, which its own look-up takes in
/// (R34, R41).
async fn is_unanswered(
    reading: &Reading<'_>,
    db: &mut Db,
    remote: &RemotePayment,
) -> Result<bool, StoreError> {
    let (scope, connection) = (reading.scope, &reading.connection.id);
    let Some(id) = &remote.our_id else { return Ok(false) };
    let Some(ours) = payment::get(db, scope, id).await? else { return Ok(false) };
    let parts = payment::parts(db, scope, id).await?;
    if parts.iter().any(Part::is_on_its_way) {
        return Ok(true);
    }
    let here = |part: &Part| part.sent_to.as_ref() == Some(connection);
    let goes = |part: &Part| !part.is_sent() && part.decision.as_deref() == Some("export");
    let may_be = !parts.iter().any(here) || parts.iter().any(goes);
    Ok(!ours.payment.is_remote() && may_be && payment::stands(&ours.payment))
}

/// Stores a payment of the books, or its change.
async fn keep(
    reading: &Reading<'_>,
    db: &mut Db,
    known: Option<Stored>,
    mut payment: Payment,
    now: &str,
) -> Result<Stored, Stopped> {
    let scope = reading.scope;
    let Some(known) = known else {
        let remote_id = payment.remote_id.clone().unwrap_or_default();
        let connection = reading.connection.id.clone();
        let source_id = format!("{connection}|{remote_id}");
        let id = reading.lane.inner.ids.fresh("pay");
        let stored = Stored { id, payment, connection: Some(connection) };
        payment::add(db, scope, &source_id, &stored, now).await?;
        return Ok(stored);
    };
    if payment.allocations.is_empty() {
        // Void or deleted, it settles nothing any more: judged on what it settled.
        payment.allocations.clone_from(&known.payment.allocations);
        payment.amount = known.payment.amount;
        if payment.state == PaymentState::Recorded {
            payment.state = PaymentState::Voided;
        }
    }
    let stored = Stored { payment, ..known };
    let before = payment::get(db, scope, &stored.id).await?;
    // What counted keeps its amounts: the change is drift.
    let counted = before
        .as_ref()
        .is_some_and(|before| before.payment.allocations.len() == stored.payment.allocations.len());
    if !counted || !payment::counts(db, scope, &stored.id).await? {
        payment::change(db, scope, &stored, now).await?;
    }
    Ok(stored)
}

pub(super) fn as_payment(remote: &RemotePayment) -> Payment {
    Payment {
        id: None,
        direction: remote.direction,
        origin: PaymentOrigin::Remote,
        currency: remote.currency.clone(),
        date: remote.date.parse().ok(),
        date_approximate: false,
        amount: remote.total,
        fee: None,
        method: None,
        reference: remote.reference.clone(),
        allocations: Vec::new(),
        remote_id: Some(remote.id.clone()),
        state: remote.state,
        extra: Default::default(),
    }
}
