//! What is written about an operation. A worker writes through a [`Fenced`] transaction, so that one
//! that lost its lane writes nothing; everybody else writes with [`place`], which changes only what
//! still stands where it was read. What no books hold any more follows its source to another
//! subsidiary in the same transaction (R25).

use jiff::Timestamp;
use waypost_core::api::State;

use super::{Kind, Operation, key, state_text, text};
use crate::store::lane::Fenced;
use crate::store::{Db, Scope, StoreError, document, hold, webhook};

/// Whether a decision was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was.
    Yes,
    /// The document or the operation changed since it was read: decide again.
    Outdated,
}

/// Stores what was decided about a document that was read in state `from` with `body_hash`. When
/// either is no longer so, nothing is stored: the newer content wins (R45).
pub async fn decide(
    tx: &mut Fenced,
    scope: &Scope,
    operation: &Operation,
    connection: &str,
    body_hash: &str,
    from: State,
    now: Timestamp,
) -> Result<Stored, StoreError> {
    let done = sqlx::query(
        "UPDATE operations SET lane = $1, key = $2, state = $3, reason = $4, tries = $5, \
         next_try_at = $6, detail = $7, changed_at = $8, cause = $13 \
         WHERE tenant_id = $9 AND id = $10 AND state = $11 AND EXISTS (SELECT 1 FROM documents d \
         WHERE d.tenant_id = $9 AND d.id = subject_id AND d.body_hash = $12)",
    )
    .bind(&operation.lane)
    .bind(key(connection, &operation.subject, &operation.detail))
    .bind(state_text(operation.state))
    .bind(&operation.reason)
    .bind(i64::from(operation.tries))
    .bind(&operation.next_try_at)
    .bind(serde_json::to_string(&operation.detail)?)
    .bind(text(now))
    .bind(scope.tenant())
    .bind(&operation.id)
    .bind(state_text(from))
    .bind(body_hash)
    .bind(operation.cause_key())
    .execute(tx.db())
    .await?;
    if done.rows_affected() != 1 {
        return Ok(Stored::Outdated);
    }
    follow(tx.db(), scope, operation, now).await?;
    told(tx.db(), scope, (operation.kind, &operation.subject), now).await?;
    Ok(Stored::Yes)
}

/// Stores an operation that is the worker's alone: a document on its way, or a party.
pub async fn save(
    tx: &mut Fenced,
    scope: &Scope,
    operation: &Operation,
    connection: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE operations SET lane = $1, key = $2, state = $3, reason = $4, tries = $5, \
         next_try_at = $6, detail = $7, changed_at = $8, cause = $11 \
         WHERE tenant_id = $9 AND id = $10",
    )
    .bind(&operation.lane)
    .bind(key(connection, &operation.subject, &operation.detail))
    .bind(state_text(operation.state))
    .bind(&operation.reason)
    .bind(i64::from(operation.tries))
    .bind(&operation.next_try_at)
    .bind(serde_json::to_string(&operation.detail)?)
    .bind(text(now))
    .bind(scope.tenant())
    .bind(&operation.id)
    .bind(operation.cause_key())
    .execute(tx.db())
    .await?;
    follow(tx.db(), scope, operation, now).await?;
    told(tx.db(), scope, (operation.kind, &operation.subject), now).await
}

/// Stores where a person, or the source, puts an operation that was read in state `from`. False when
/// it no longer stands there.
pub async fn place(
    db: &mut Db,
    scope: &Scope,
    operation: &Operation,
    from: State,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if !put(db, scope, operation, from, now).await? {
        return Ok(false);
    }
    follow(db, scope, operation, now).await?;
    told(db, scope, (operation.kind, &operation.subject), now).await?;
    Ok(true)
}

async fn put(
    db: &mut Db,
    scope: &Scope,
    operation: &Operation,
    from: State,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE operations SET state = $1, reason = $2, tries = $3, next_try_at = $4, \
         detail = $5, changed_at = $6, cause = $7 WHERE tenant_id = $8 AND id = $9 AND state = $10",
    )
    .bind(state_text(operation.state))
    .bind(&operation.reason)
    .bind(i64::from(operation.tries))
    .bind(&operation.next_try_at)
    .bind(serde_json::to_string(&operation.detail)?)
    .bind(text(now))
    .bind(operation.cause_key())
    .bind(scope.tenant())
    .bind(&operation.id)
    .bind(state_text(from))
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where the source moved the document to another subsidiary, and no books hold it, it is decided anew
/// there, or held where nothing can be posted.
async fn follow(
    db: &mut Db,
    scope: &Scope,
    operation: &Operation,
    now: Timestamp,
) -> Result<(), StoreError> {
    let free = operation.kind == Kind::Document && !operation.is_held_by_books();
    if !free || !document::follow_source(db, scope, &operation.subject).await? {
        return Ok(());
    }
    // What the former's mapping, settings or chart held is another matter there.
    let redone = operation.detail.basis.is_some();
    let mut moved = if redone { operation.anew() } else { operation.clone() };
    // A name that the former's books would know is nothing to the other's.
    moved.detail.sent_as = None;
    if moved.state == State::Waiting
        && let Some(stored) = document::get(db, scope, &operation.subject).await?
        && let Some(held) = hold::reason(db, scope, &stored).await?
    {
        moved.state = State::NeedsYou;
        moved.next_try_at = None;
        moved.explain(&held);
    }
    put(db, scope, &moved, operation.state, now).await?;
    Ok(())
}

/// Whoever listens for changes is owed this one, in the same transaction.
pub(super) async fn told(
    db: &mut Db,
    scope: &Scope,
    (kind, subject): (Kind, &str),
    now: Timestamp,
) -> Result<(), StoreError> {
    match kind {
        Kind::Document => webhook::document_changed(db, scope, subject, &text(now)).await,
        Kind::Payment => webhook::payment_changed(db, scope, subject, None, &text(now)).await,
        Kind::Party => Ok(()),
    }
}

/// Says why a waiting document waits. Its time of change stays: nothing happened to it.
pub async fn explain(db: &mut Db, scope: &Scope, operation: &Operation) -> Result<(), StoreError> {
    debug_assert_eq!(operation.kind, Kind::Document);
    sqlx::query(
        "UPDATE operations SET reason = $1, detail = $2, cause = $5 \
         WHERE tenant_id = $3 AND id = $4 AND state = 'waiting'",
    )
    .bind(&operation.reason)
    .bind(serde_json::to_string(&operation.detail)?)
    .bind(scope.tenant())
    .bind(&operation.id)
    .bind(operation.cause_key())
    .execute(db)
    .await?;
    Ok(())
}
