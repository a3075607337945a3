//! Noting a change of state where it is written. What is told is read back from the tables, so that
//! whoever writes says only what it wrote about; the same state again is no change.

use serde::Serialize;
use sqlx::Row as _;
use waypost_core::api::{DocumentRow, PaymentRow};

use super::super::{Db, Scope, StoreError, document, operation, payment};
use crate::hash::sha256_hex;

/// What is sent.
#[derive(Serialize)]
struct Body<'a, T> {
    #[serde(rename = "type")]
    kind: &'a str,
    timestamp: &'a str,
    data: &'a T,
}

/// One change, told apart from the one before it.
struct Told<'a, T> {
    subject: &'a str,
    kind: String,
    mark: String,
    at: &'a str,
    data: &'a T,
}

/// Document `id` (ours) was written about at `now`.
pub async fn document_changed(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    now: &str,
) -> Result<(), StoreError> {
    if !is_told(db, scope).await? {
        return Ok(());
    }
    let Some(row) = document::row(db, scope, id).await? else { return Ok(()) };
    note_document(db, scope, &row, now).await
}

/// Every one of these documents was written about at `now`.
pub async fn documents_changed(
    db: &mut Db,
    scope: &Scope,
    ids: &[String],
    now: &str,
) -> Result<(), StoreError> {
    for id in ids {
        document_changed(db, scope, id, now).await?;
    }
    Ok(())
}

async fn note_document(
    db: &mut Db,
    scope: &Scope,
    row: &DocumentRow,
    now: &str,
) -> Result<(), StoreError> {
    let state = operation::state_text(row.state);
    let reason = row.reason.as_deref().unwrap_or_default();
    let number = row.remote_number.as_deref().unwrap_or_default();
    let told = Told {
        subject: &row.id,
        kind: format!("document.{state}"),
        mark: format!("{state}|{reason}|{number}"),
        at: now,
        data: row,
    };
    note(db, scope, &told).await
}

/// Allocation `nth` of payment `id` (ours) was written about at `now`; without a number, each.
pub async fn payment_changed(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    nth: Option<i64>,
    now: &str,
) -> Result<(), StoreError> {
    if !is_told(db, scope).await? {
        return Ok(());
    }
    for row in payment::rows(db, scope, id, nth).await? {
        note_payment(db, scope, &row, now).await?;
    }
    Ok(())
}

/// Every payment with an allocation to `document` (our id) was written about at `now`.
pub async fn payments_of(
    db: &mut Db,
    scope: &Scope,
    document: &str,
    now: &str,
) -> Result<(), StoreError> {
    if !is_told(db, scope).await? {
        return Ok(());
    }
    for id in payment::on_document(db, scope, document).await? {
        payment_changed(db, scope, &id, None, now).await?;
    }
    Ok(())
}

async fn note_payment(
    db: &mut Db,
    scope: &Scope,
    row: &PaymentRow,
    now: &str,
) -> Result<(), StoreError> {
    // Nothing is decided yet: that follows in the same transaction, or in a round.
    let Some(decision) = row.decision.as_deref() else { return Ok(()) };
    let state = row.state.map(operation::state_text).unwrap_or_default();
    let reason = row.reason.as_deref().unwrap_or_default();
    let subject = format!("{}|{}", row.id, row.nth);
    let told = Told {
        subject: &subject,
        kind: format!("payment.{decision}"),
        mark: format!("{decision}|{state}|{reason}|{}|{}", row.completed, row.exported),
        at: now,
        data: row,
    };
    note(db, scope, &told).await
}

/// Whether the company has any webhook, on or off: one that is off can be told later.
async fn is_told(db: &mut Db, scope: &Scope) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT id FROM webhooks WHERE tenant_id = $1 LIMIT 1")
        .bind(scope.tenant())
        .fetch_optional(db)
        .await?;
    Ok(row.is_some())
}

async fn note<T: Serialize>(
    db: &mut Db,
    scope: &Scope,
    told: &Told<'_, T>,
) -> Result<(), StoreError> {
    let last = sqlx::query(
        "SELECT nth, mark FROM changes WHERE tenant_id = $1 AND subject = $2 \
         ORDER BY nth DESC LIMIT 1",
    )
    .bind(scope.tenant())
    .bind(told.subject)
    .fetch_optional(&mut *db)
    .await?;
    let mut nth = 1;
    if let Some(last) = last {
        if last.try_get::<String, _>("mark")? == told.mark {
            return Ok(());
        }
        nth = last.try_get::<i64, _>("nth")? + 1;
    }
    let name = format!("{}|{}|{nth}|{}", scope.tenant(), told.subject, told.at);
    let id = format!("evt_{}", &sha256_hex(name.as_bytes())[..32]);
    let body = Body { kind: &told.kind, timestamp: told.at, data: told.data };
    sqlx::query(
        "INSERT INTO changes (id, tenant_id, subject, nth, kind, mark, body, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&id)
    .bind(scope.tenant())
    .bind(told.subject)
    .bind(nth)
    .bind(&told.kind)
    .bind(&told.mark)
    .bind(serde_json::to_string(&body)?)
    .bind(told.at)
    .execute(&mut *db)
    .await?;
    sqlx::query(
        "INSERT INTO deliveries (webhook_id, change_id, tenant_id, subject, nth, at, state, tries, \
         owed_at, next_try_at) SELECT w.id, $1, w.tenant_id, $2, $3, $4, 'waiting', 0, $4, $4 \
         FROM webhooks w WHERE w.tenant_id = $5 AND w.enabled = 1 AND w.stopped IS NULL",
    )
    .bind(&id)
    .bind(told.subject)
    .bind(nth)
    .bind(told.at)
    .bind(scope.tenant())
    .execute(db)
    .await?;
    Ok(())
}
