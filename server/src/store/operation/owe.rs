//! Owing: a document or a party gets its operation, or gets it back after a change (R45).

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::sync::change::{Change, Known, Posted, change, posted_differs};

use super::change::told;
use super::{Detail, Kind, Operation, key, of_document, of_payment_to, of_subject, place, text};
use crate::ids::Ids;
use crate::store::{Db, Scope, StoreError};

/// A document as it was just stored, in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct OwedDocument<'a> {
    /// Our id.
    pub id: &'a str,
    /// Which life of the document (R45).
    pub generation: u64,
    /// Hash of the stored content.
    pub body_hash: &'a str,
    /// The source took it back.
    pub withdrawn: bool,
    /// The name of the subsidiary that the source moved it to, while the books hold it.
    pub moved_to: Option<&'a str>,
}

/// What became of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Where it stands now.
    pub state: State,
    /// Stable name of the reason, where there is one.
    pub reason: Option<String>,
    /// The reason in words.
    pub message: Option<String>,
    /// False when the document is already on its way or posted: what was sent is kept, and the
    /// new content is shown as a difference.
    pub taken: bool,
}

/// Owes `document` to the books. Call it in the transaction that stored a new or changed content,
/// or that took the document back; for the same content again there is nothing to call. Not yet
/// sent, the new content replaces the old; sending or checking, it waits for the outcome; posted, a
/// person decides (R45).
pub async fn owe_document(
    db: &mut Db,
    scope: &Scope,
    document: &OwedDocument<'_>,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Owed, StoreError> {
    let Some(mut operation) = of_document(db, scope, document.id).await? else {
        let detail = Detail { generation: document.generation, attempt: 1, ..Detail::default() };
        insert(db, scope, (Kind::Document, document.id, None), &detail, now, ids).await?;
        return Ok(Owed { state: State::Waiting, reason: None, message: None, taken: true });
    };
    let from = operation.state;
    let known = Known {
        state: from,
        same_as_stored: false,
        withdrawn: document.withdrawn,
        // The books are not asked here: the reconciler does that.
        posted: operation
            .posted(document.body_hash, false)
            .map(|posted| Posted { moved_to: document.moved_to, ..posted }),
    };
    let taken = match change(&known) {
        Change::Wait(held) => {
            let (reason, message) = (operation.reason, Some(held.message));
            return Ok(Owed { state: from, reason, message, taken: false });
        }
        Change::Replace => {
            operation = operation.anew();
            true
        }
        Change::Withdrawn(held) => {
            operation = operation.anew();
            operation.state = State::Skipped;
            operation.explain(&held);
            true
        }
        Change::Differs(held) => {
            operation.detail.write_off = None;
            operation.differs(&held, now);
            false
        }
        Change::Nothing | Change::Agrees => {
            operation.agrees();
            false
        }
        Change::Update | Change::Anew => {
            operation.detail.write_off = None;
            operation.differs(&posted_differs(operation.detail.remote_number.as_deref()), now);
            false
        }
    };
    place(db, scope, &operation, from, now).await?;
    let Operation { state, reason, detail, .. } = operation;
    Ok(Owed { state, reason, message: detail.message, taken })
}

/// Owes the party link `party` to the books: it is created there. Called again, it is tried again.
pub async fn owe_party(
    db: &mut Db,
    scope: &Scope,
    party: &str,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Operation, StoreError> {
    let known = of_subject(db, scope, Kind::Party, party).await?;
    if let Some(known) = known {
        return Ok(known);
    }
    insert(db, scope, (Kind::Party, party, None), &first(), now, ids).await?;
    let made = of_subject(db, scope, Kind::Party, party).await?;
    made.ok_or_else(|| super::unreadable("operation", party))
}

/// Owes the payment `payment` (our id) to the books of `connection`. Called again, it is the same.
pub async fn owe_payment(
    db: &mut Db,
    scope: &Scope,
    (payment, connection): (&str, &str),
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Operation, StoreError> {
    let known = of_payment_to(db, scope, payment, connection).await?;
    if let Some(known) = known {
        return Ok(known);
    }
    let owed = (Kind::Payment, payment, Some(connection));
    insert(db, scope, owed, &first(), now, ids).await?;
    let made = of_payment_to(db, scope, payment, connection).await?;
    made.ok_or_else(|| super::unreadable("operation", payment))
}

fn first() -> Detail {
    Detail { generation: 1, attempt: 1, ..Detail::default() }
}

async fn insert(
    db: &mut Db,
    scope: &Scope,
    (kind, subject, connection): (Kind, &str, Option<&str>),
    detail: &Detail,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO operations (id, tenant_id, lane, kind, subject_id, key, state, tries, \
         detail, changed_at, connection_id) \
         VALUES ($1, $2, '', $3, $4, $5, 'waiting', 0, $6, $7, $8)",
    )
    .bind(ids.fresh("op"))
    .bind(scope.tenant())
    .bind(kind.text())
    .bind(subject)
    .bind(key(connection.unwrap_or_default(), subject, detail))
    .bind(serde_json::to_string(detail)?)
    .bind(text(now))
    .bind(connection)
    .execute(&mut *db)
    .await?;
    told(db, scope, (kind, subject), now).await
}
