//! What a person does about documents, as it is stored: tried again, left out, entered by hand. What
//! may be done from where is core's to say.

use jiff::Timestamp;
use sqlx::Row;
use waypost_core::api::State;
use waypost_core::sync::Held;
use waypost_core::sync::by_hand::{self, Barred, Deed, Effect, Stands, may};
use waypost_core::sync::change::posted_differs;

use super::{Operation, WriteOffOrder, current, of_document, place, text};
use crate::store::posting::{self, Posting};
use crate::store::{Db, Scope, StoreError};

/// What a person does, in the person's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act<'a> {
    /// Tries it again, or has the books asked again.
    Retry,
    /// Leaves it out, for this reason.
    Skip {
        /// Who.
        by: &'a str,
        /// Why.
        reason: &'a str,
    },
    /// Says that it was entered in the books by hand.
    Handled {
        /// Who.
        by: &'a str,
        /// The number it has there.
        number: &'a str,
        /// Why.
        note: &'a str,
    },
    /// Has the rest written off by a credit memo.
    WriteOff {
        /// Who.
        by: &'a str,
        /// Why.
        reason: &'a str,
        /// Hash of the content that the person saw.
        body_hash: &'a str,
    },
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It was done.
    Yes,
    /// Nothing is owed under that id.
    Missing,
    /// It cannot be done as the document stands.
    Barred(Barred),
}

impl Act<'_> {
    fn deed(self) -> Deed {
        match self {
            Act::Retry => Deed::Retry,
            Act::Skip { .. } => Deed::Skip,
            Act::Handled { .. } => Deed::Handled,
            Act::WriteOff { .. } => Deed::WriteOff,
        }
    }
}

/// What may be done about a document that stands like `operation`.
async fn effect(
    db: &mut Db,
    scope: &Scope,
    operation: &Operation,
    deed: Deed,
) -> Result<Result<Effect, Barred>, StoreError> {
    let current = current(db, scope, &operation.subject).await?;
    let stands = Stands {
        state: operation.state,
        posted: operation.detail.posted_hash.is_some(),
        withdrawn: current.is_some_and(|current| current.withdrawn),
    };
    Ok(may(deed, stands))
}

/// Does `act` about `document` (our id).
pub async fn act(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    act: Act<'_>,
    now: Timestamp,
) -> Result<Acted, StoreError> {
    let Some(operation) = of_document(db, scope, document).await? else {
        return Ok(Acted::Missing);
    };
    let effect = match effect(db, scope, &operation, act.deed()).await? {
        Ok(effect) => effect,
        Err(barred) => return Ok(Acted::Barred(barred)),
    };
    let from = operation.state;
    let after = after(operation, effect, act, now);
    // Somebody else was quicker: a worker has it.
    let stored = place(db, scope, &after, from, now).await?;
    Ok(if stored { Acted::Yes } else { Acted::Barred(Barred::OnItsWay) })
}

fn after(operation: Operation, effect: Effect, act: Act<'_>, now: Timestamp) -> Operation {
    match (effect, act) {
        (Effect::LookAgain, _) => {
            let message = operation.detail.message.clone().unwrap_or_else(by_hand::asked);
            let mut asked = operation;
            asked.next_try_at = Some(text(now));
            asked.detail.message = Some(message);
            asked
        }
        (Effect::Keep, Act::Skip { by, reason }) => {
            let mut kept = operation;
            kept.agrees();
            kept.detail.message = Some(by_hand::kept(by, reason));
            kept
        }
        (_, Act::Skip { by, reason }) => skipped(&operation, &by_hand::skipped(by, reason)),
        (_, Act::Handled { by, number, note }) => {
            let mut handled = skipped(&operation, &by_hand::handled(by, number, note));
            handled.detail.remote_number = Some(number.to_owned());
            handled
        }
        (_, Act::WriteOff { by, reason, body_hash }) => {
            let mut ordered = operation;
            ordered.next_try_at = Some(text(now));
            ordered.detail.message = Some(by_hand::writing_off(by, reason));
            ordered.detail.write_off = Some(WriteOffOrder {
                by: by.to_owned(),
                reason: reason.to_owned(),
                body_hash: body_hash.to_owned(),
            });
            ordered
        }
        (_, Act::Retry) => operation.anew(),
    }
}

fn skipped(operation: &Operation, held: &Held) -> Operation {
    let mut skipped = operation.anew();
    skipped.state = State::Skipped;
    skipped.explain(held);
    skipped
}

/// Takes `document` (our id) as posted by what a person linked it to.
pub async fn adopt(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    (posting, body_hash): (&Posting, &str),
    now: Timestamp,
) -> Result<Acted, StoreError> {
    let Some(operation) = of_document(db, scope, document).await? else {
        return Ok(Acted::Missing);
    };
    if let Err(barred) = effect(db, scope, &operation, Deed::Link).await? {
        return Ok(Acted::Barred(barred));
    }
    let from = operation.state;
    let mut linked = operation.anew();
    linked.agrees();
    linked.detail.posted_hash = Some(body_hash.to_owned());
    linked.detail.remote_id = Some(posting.posted.remote_id.clone());
    linked.detail.remote_number = Some(posting.posted.remote_number.clone());
    let now_at_source = current(db, scope, document).await?;
    if now_at_source.is_some_and(|current| current.body_hash != body_hash) {
        linked.differs(&posted_differs(linked.detail.remote_number.as_deref()), now);
    }
    if !place(db, scope, &linked, from, now).await? {
        return Ok(Acted::Barred(Barred::OnItsWay));
    }
    let generation = linked.detail.generation;
    let posting = Posting { generation, ..posting.clone() };
    posting::add(db, scope, &linked.id, document, &posting).await?;
    Ok(Acted::Yes)
}

/// How many of a subsidiary's documents one of these causes keeps from the books.
pub async fn count_of_causes(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    causes: [&str; 3],
) -> Result<u64, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM operations o JOIN documents d \
         ON d.tenant_id = o.tenant_id AND d.id = o.subject_id \
         WHERE o.tenant_id = $1 AND o.cause IN ($2, $3, $4) AND o.kind = 'document' \
         AND d.subsidiary_id = $5",
    )
    .bind(scope.tenant())
    .bind(causes[0])
    .bind(causes[1])
    .bind(causes[2])
    .bind(subsidiary)
    .fetch_one(db)
    .await?;
    let n: i64 = row.try_get("n")?;
    Ok(n.unsigned_abs())
}

/// Up to `limit` of a subsidiary's documents that one cause keeps from the books, by id, after the
/// id `after`.
pub async fn of_cause(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    cause: &str,
    after: &str,
    limit: u32,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT d.id AS id FROM operations o JOIN documents d \
         ON d.tenant_id = o.tenant_id AND d.id = o.subject_id \
         WHERE o.tenant_id = $1 AND o.cause = $2 AND o.kind = 'document' \
         AND d.subsidiary_id = $3 AND d.id > $4 ORDER BY d.id LIMIT $5",
    )
    .bind(scope.tenant())
    .bind(cause)
    .bind(subsidiary)
    .bind(after)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
}
