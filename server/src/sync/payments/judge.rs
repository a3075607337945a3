//! One payment is judged: core decides about each allocation, and what it decided is stored together
//! with what follows from it: documents completed, drift noted (R30 to R35).
//!
//! Invariant: judged again with nothing changed, nothing is changed.

use std::collections::BTreeMap;

use waypost_core::payment::Register;
use waypost_core::wire::{Amount, Applied, Decided, Decision, Kind, Payment, Standing};

use super::settings;
use crate::ids::Ids;
use crate::store::operation::{self, Operation};
use crate::store::payment::{self, Known, Outcome, Stored};
use crate::store::{Db, Scope, StoreError};

/// What the books say of a document: what is open, and what credits settled.
#[derive(Clone, Debug)]
pub(crate) struct InBooks {
    /// Our id of it.
    pub(crate) document: String,
    /// What is open.
    pub(crate) balance: Amount,
    /// What credits settled.
    pub(crate) credited: Amount,
}

/// Judges `stored` and stores the outcome. Call it inside a transaction. Of one on its way the outcome
/// comes first: whoever learns of it judges again.
pub(crate) async fn decide(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    in_books: &[InBooks],
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    if is_on_its_way(db, scope, &stored.id).await? {
        return Ok(());
    }
    let seen = seen(db, scope, stored, in_books).await?;
    for (nth, judged) in seen.iter().enumerate() {
        let document = judged.known.as_ref().map(|known| known.id.as_str());
        let decision = &judged.decision;
        if decision.decision == Decided::Drift {
            if let Some(document) = document {
                let id = ids.fresh("dri");
                let about = (id.as_str(), stored.id.as_str(), document);
                payment::add_drift(db, scope, about, decision, now).await?;
            }
            continue;
        }
        // What was applied or sent stays as it was decided then.
        if judged.stays {
            continue;
        }
        let counts = judged.counts.as_ref();
        let outcome = Outcome { nth, document, decision, counts };
        payment::decide(db, scope, &stored.id, &outcome, now).await?;
        let completed = counts.is_some_and(|applied| applied.completed);
        if let (Some(document), true) = (document, completed) {
            payment::complete(db, scope, document, Some(now)).await?;
            for applied in &judged.together {
                let Some(other) = &applied.payment else { continue };
                payment::mark(db, scope, (other, document), applied, now).await?;
            }
        }
    }
    Ok(())
}

async fn is_on_its_way(db: &mut Db, scope: &Scope, payment: &str) -> Result<bool, StoreError> {
    let operations = operation::of_payment(db, scope, payment).await?;
    Ok(operations.iter().any(Operation::is_on_its_way))
}

/// Whether core decides otherwise now than it did when the outcome was stored.
pub(super) async fn is_outdated(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
) -> Result<bool, StoreError> {
    if is_on_its_way(db, scope, &stored.id).await? {
        return Ok(false);
    }
    let before = payment::decisions(db, scope, &stored.id).await?;
    let now = seen(db, scope, stored, &[]).await?;
    Ok(now.iter().zip(&before).any(|(judged, (decision, message))| {
        let same = decision.as_deref() == Some(judged.decision.decision.as_str())
            && message.as_deref() == Some(judged.decision.message.as_str());
        !judged.stays && !same
    }))
}

/// Whether any of it is still to go to the books.
pub(super) async fn exports(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
) -> Result<bool, StoreError> {
    let seen = seen(db, scope, stored, &[]).await?;
    Ok(seen.iter().any(|judged| judged.decision.decision == Decided::Export))
}

/// What would become of a payment that is not stored.
pub(crate) async fn preview(
    db: &mut Db,
    scope: &Scope,
    payment: Payment,
) -> Result<Vec<Decision>, StoreError> {
    let id = payment.id.clone().unwrap_or_default();
    let stored = Stored { id, payment, connection: None };
    let seen = seen(db, scope, &stored, &[]).await?;
    Ok(seen.into_iter().map(|judged| judged.decision).collect())
}

/// One allocation, judged.
struct Judged {
    known: Option<Known>,
    decision: Decision,
    counts: Option<Applied>,
    /// It counted before, or was sent: only drift is news.
    stays: bool,
    /// Other payments that complete the document together with it.
    together: Vec<Applied>,
}

async fn seen(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    in_books: &[InBooks],
) -> Result<Vec<Judged>, StoreError> {
    // Here a payment is known by our id, so that two sources' ids never meet.
    let payment = Payment { id: Some(stored.id.clone()), ..stored.payment.clone() };
    let kind = match payment.direction {
        waypost_core::wire::Direction::Customer => Kind::Invoice,
        waypost_core::wire::Direction::Vendor => Kind::Bill,
    };
    let mut known = Vec::with_capacity(payment.allocations.len());
    for allocation in &payment.allocations {
        let mut found = payment::standing(db, scope, kind, &allocation.document).await?;
        if let Some(found) = &mut found
            && let Some(said) = in_books.iter().find(|said| said.document == found.id)
        {
            found.standing.balance = Some(said.balance);
            found.standing.credited = said.credited;
        }
        known.push(found);
    }
    let mut groups: BTreeMap<Option<String>, Vec<Standing>> = BTreeMap::new();
    for found in &known {
        let subsidiary = found.as_ref().map(|known| known.subsidiary.clone());
        let standings = groups.entry(subsidiary).or_default();
        standings.extend(found.iter().map(|known| known.standing.clone()));
    }
    let mut judged: Vec<Option<Judged>> = known.iter().map(|_| None).collect();
    for (subsidiary, standings) in groups {
        let settings = match &subsidiary {
            Some(id) => settings::of_subsidiary(db, scope, id).await?,
            None => settings::of_unknown(db, scope).await?,
        };
        let mut register = Register::new(settings, standings);
        let decisions = register.decide(&payment);
        for (at, (found, decision)) in known.iter().zip(decisions).enumerate() {
            if found.as_ref().map(|known| known.subsidiary.clone()) != subsidiary {
                continue;
            }
            judged[at] = Some(one(found.clone(), decision, &payment, &register));
        }
    }
    Ok(judged.into_iter().flatten().collect())
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
    let changed = |one: &&Applied| {
        !is_of(one, payment)
            && before.is_some_and(|before| !before.payments.iter().any(|former| former == *one))
    };
    let together = after.map(|after| after.payments.iter().filter(changed).cloned().collect());
    Judged { known, decision, counts, stays, together: together.unwrap_or_default() }
}

fn is_of(applied: &Applied, payment: &Payment) -> bool {
    let same = |ours: &Option<String>, theirs: &Option<String>| ours.is_some() && ours == theirs;
    same(&applied.remote_id, &payment.remote_id) || same(&applied.payment, &payment.id)
}
