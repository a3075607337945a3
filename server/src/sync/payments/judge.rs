//! One payment is judged: core decides about each allocation, and what it decided is stored together
//! with what follows from it: documents completed or open again, drift noted (R30 to R35). Where a document
//! is open again, the payments that came behind are judged anew.
//!
//! Invariant: judged again with nothing changed, nothing is changed.

use waypost_core::wire::{Amount, Decided, Decision, Payment};

use super::seen::{Judged, seen};
use crate::ids::Ids;
use crate::store::payment::{self, Outcome, Part, Stored};
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

/// Judges `stored` and stores the outcome. Call it inside a transaction. Of what is on its way the outcome
/// comes first: whoever learns of it judges again.
pub(crate) async fn decide(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    in_books: &[InBooks],
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    for document in apply(db, scope, stored, in_books, ids, now).await? {
        opened(db, scope, (&document, &stored.id), ids, now).await?;
    }
    Ok(())
}

/// The same of one whose content changed, so that it counts no more on the documents `left`.
pub(super) async fn decide_changed(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    left: &[String],
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    decide(db, scope, stored, &[], ids, now).await?;
    for document in left {
        opened(db, scope, (document, &stored.id), ids, now).await?;
    }
    Ok(())
}

/// Payment `by` counts no more on `document`. What the books had shown as that payment closes the document by
/// itself; then come those that were entered here.
async fn opened(
    db: &mut Db,
    scope: &Scope,
    (document, by): (&str, &String),
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    for id in payment::confirming(db, scope, document).await? {
        let Some(stored) = payment::held(db, scope, &id).await? else { continue };
        apply(db, scope, &stored, &[], ids, now).await?;
    }
    others(db, scope, (document, Some(by)), ids, now).await
}

/// Judges anew the payments on `document` (our id) that were entered here: it was reopened.
pub async fn judge_payments_on(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    others(db, scope, (document, None), ids, now).await
}

/// Judges anew the payments on a document that were entered here, in the order in which they came; all but
/// one.
async fn others(
    db: &mut Db,
    scope: &Scope,
    (document, but): (&str, Option<&String>),
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    for id in payment::on_document(db, scope, document).await? {
        if but == Some(&id) {
            continue;
        }
        let Some(stored) = payment::held(db, scope, &id).await? else { continue };
        if !stored.payment.is_remote() && is_outdated(db, scope, &stored).await? {
            apply(db, scope, &stored, &[], ids, now).await?;
        }
    }
    Ok(())
}

/// Judges one and stores the outcome; the documents that are open again by it.
async fn apply(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    in_books: &[InBooks],
    ids: &dyn Ids,
    now: &str,
) -> Result<Vec<String>, StoreError> {
    let parts = payment::parts(db, scope, &stored.id).await?;
    let seen = seen(db, scope, stored, in_books, &parts).await?;
    let mut opened = Vec::new();
    for (nth, judged) in seen.iter().enumerate() {
        let document = judged.known.as_ref().map(|known| known.id.as_str());
        if judged.on_its_way {
            continue;
        }
        if judged.decision.decision == Decided::Drift {
            note(db, scope, stored, judged, ids, now).await?;
            continue;
        }
        // What was applied or sent stays as it was decided then.
        if judged.stays {
            continue;
        }
        let (decision, counts) = (&judged.decision, judged.counts());
        let outcome = Outcome { nth, document, decision, counts };
        payment::decide(db, scope, &stored.id, &outcome, now).await?;
        let Some(document) = document else { continue };
        if counts.is_some_and(|applied| applied.completed) {
            payment::complete(db, scope, document, Some(now)).await?;
            for applied in &judged.together {
                let Some(other) = &applied.payment else { continue };
                payment::mark(db, scope, (other, document), applied, now).await?;
            }
        } else if judged.closed && payment::open_again(db, scope, document).await? {
            opened.push(document.to_owned());
        }
    }
    Ok(opened)
}

/// Notes the drift of `stored` as the books, or the source, have it now; nothing else is stored.
pub(super) async fn drift(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    parts: &[Part],
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    for judged in seen(db, scope, stored, &[], parts).await? {
        if judged.decision.decision == Decided::Drift {
            note(db, scope, stored, &judged, ids, now).await?;
        }
    }
    Ok(())
}

async fn note(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    judged: &Judged,
    ids: &dyn Ids,
    now: &str,
) -> Result<(), StoreError> {
    let Some(known) = &judged.known else { return Ok(()) };
    let id = ids.fresh("dri");
    let about = (id.as_str(), stored.id.as_str(), known.id.as_str());
    payment::add_drift(db, scope, about, &judged.decision, now).await
}

/// Whether core decides otherwise now than it did when the outcome was stored.
pub(super) async fn is_outdated(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
) -> Result<bool, StoreError> {
    let parts = payment::parts(db, scope, &stored.id).await?;
    let now = seen(db, scope, stored, &[], &parts).await?;
    Ok(now.iter().zip(&parts).any(|(judged, part)| {
        let document = judged.known.as_ref().map(|known| &known.id);
        let same = part.document.as_ref() == document
            && part.decision.as_deref() == Some(judged.decision.decision.as_str())
            && part.message.as_deref() == Some(judged.decision.message.as_str());
        !judged.stays && !judged.on_its_way && !same
    }))
}

/// Whether all that was sent to these documents (our ids) is still to go there, as much of it; not where it
/// is not known what they were.
pub(super) async fn goes(
    db: &mut Db,
    scope: &Scope,
    stored: &Stored,
    documents: &[String],
) -> Result<bool, StoreError> {
    let parts = payment::parts(db, scope, &stored.id).await?;
    let seen = seen(db, scope, stored, &[], &parts).await?;
    let each = seen.iter().zip(&parts).zip(&stored.payment.allocations);
    let still: Vec<&str> = each
        .filter(|((judged, part), allocation)| {
            judged.decision.decision == Decided::Export && part.amount == allocation.amount
        })
        .filter_map(|((judged, _), _)| judged.known.as_ref().map(|known| known.id.as_str()))
        .collect();
    let all = documents.iter().all(|document| still.contains(&document.as_str()));
    Ok(all && !documents.is_empty())
}

/// What would become of a payment that is not stored.
pub(crate) async fn preview(
    db: &mut Db,
    scope: &Scope,
    payment: Payment,
) -> Result<Vec<Decision>, StoreError> {
    let id = payment.id.clone().unwrap_or_default();
    let stored = Stored { id, payment, connection: None };
    let seen = seen(db, scope, &stored, &[], &[]).await?;
    Ok(seen.into_iter().map(|judged| judged.decision).collect())
}
