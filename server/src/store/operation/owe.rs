//! Owing: a document or a party gets its operation, or gets it back after a change (R45).

use jiff::Timestamp;
use waypost_core::api::State;
use waypost_core::sync::Held;
use waypost_core::sync::change::{Change, Known, Posted, change, posted_differs};

use super::{Detail, Kind, Operation, key, of_document, of_subject, place, text};
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

/// Owes `document` to the books. Call it in the transaction that stored a new or changed content;
/// for the same content again there is nothing to call. Not yet sent, the new content replaces
/// the old; sending or checking, it waits for the outcome; posted, a person decides (R45).
pub async fn owe_document(
    db: &mut Db,
    scope: &Scope,
    document: &OwedDocument<'_>,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Owed, StoreError> {
    let Some(operation) = of_document(db, scope, document.id).await? else {
        let detail = Detail { generation: document.generation, attempt: 1, ..Detail::default() };
        insert(db, scope, Kind::Document, document.id, &detail, now, ids).await?;
        return Ok(Owed { state: State::Waiting, reason: None, message: None, taken: true });
    };
    let posted = operation.detail.posted_hash.as_deref().map(|posted| Posted {
        same: posted == document.body_hash,
        remote_number: operation.detail.remote_number.as_deref(),
        // The books are not asked here, and no connector changes a posted document.
        void: false,
        paid: false,
        period_open: true,
        can_update: false,
    });
    let known = Known { state: operation.state, same_as_stored: false, posted };
    match change(&known) {
        Change::Replace => {
            reset(db, scope, &operation, now).await?;
            Ok(Owed { state: State::Waiting, reason: None, message: None, taken: true })
        }
        Change::Wait(held) => Ok(Owed {
            state: operation.state,
            reason: operation.reason,
            message: Some(held.message),
            taken: false,
        }),
        Change::Nothing | Change::Agrees => stands(db, scope, operation, None, now).await,
        Change::Differs(held) => stands(db, scope, operation, Some(held), now).await,
        Change::Update | Change::Anew => {
            let held = posted_differs(operation.detail.remote_number.as_deref());
            stands(db, scope, operation, Some(held), now).await
        }
    }
}

/// What was posted stays; the operation says whether the source still agrees with it.
async fn stands(
    db: &mut Db,
    scope: &Scope,
    mut operation: Operation,
    held: Option<Held>,
    now: Timestamp,
) -> Result<Owed, StoreError> {
    let from = operation.state;
    operation.clear();
    operation.state = if held.is_some() { State::NeedsYou } else { State::Posted };
    if let Some(held) = &held {
        operation.explain(held);
    }
    place(db, scope, &operation, from, now).await?;
    let Operation { state, reason, detail, .. } = operation;
    Ok(Owed { state, reason, message: detail.message, taken: false })
}

/// What a person's retry did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retried {
    /// It is tried again at once.
    Yes,
    /// Nothing is owed under that id.
    Missing,
    /// It is in this state, in which there is nothing to try again.
    Not(State),
}

/// Tries a document that waits, or waits for a person, again at once.
pub async fn retry(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    now: Timestamp,
) -> Result<Retried, StoreError> {
    let Some(operation) = of_document(db, scope, document).await? else {
        return Ok(Retried::Missing);
    };
    let open = matches!(operation.state, State::Waiting | State::NeedsYou);
    if !open || operation.detail.posted_hash.is_some() {
        return Ok(Retried::Not(operation.state));
    }
    reset(db, scope, &operation, now).await?;
    Ok(Retried::Yes)
}

async fn reset(
    db: &mut Db,
    scope: &Scope,
    operation: &Operation,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Detail { generation, attempt, .. } = operation.detail;
    let anew = Operation {
        state: State::Waiting,
        reason: None,
        tries: 0,
        next_try_at: None,
        detail: Detail { generation, attempt, ..Detail::default() },
        ..operation.clone()
    };
    place(db, scope, &anew, operation.state, now).await?;
    Ok(())
}

/// Owes the party link `party` to the books: it is created there. Called again, it is tried again.
pub async fn owe_party(
    db: &mut Db,
    scope: &Scope,
    party: &str,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<Operation, StoreError> {
    if of_subject(db, scope, Kind::Party, party).await?.is_none() {
        let detail = Detail { generation: 1, attempt: 1, ..Detail::default() };
        insert(db, scope, Kind::Party, party, &detail, now, ids).await?;
    }
    of_subject(db, scope, Kind::Party, party)
        .await?
        .ok_or_else(|| super::unreadable("operation", party))
}

async fn insert(
    db: &mut Db,
    scope: &Scope,
    kind: Kind,
    subject: &str,
    detail: &Detail,
    now: Timestamp,
    ids: &dyn Ids,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO operations (id, tenant_id, lane, kind, subject_id, key, state, tries, \
         detail, changed_at) VALUES ($1, $2, '', $3, $4, $5, 'waiting', 0, $6, $7)",
    )
    .bind(ids.fresh("op"))
    .bind(scope.tenant())
    .bind(kind.text())
    .bind(subject)
    .bind(key("", subject, detail))
    .bind(serde_json::to_string(detail)?)
    .bind(text(now))
    .execute(db)
    .await?;
    Ok(())
}
