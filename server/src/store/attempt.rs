//! Attempts: every request about an operation and what was answered, secrets redacted (R44).
//! Appended to; of looks that found the same again and again the last one is kept.

use sqlx::Row;
use waypost_core::api;

use super::lane::Fenced;
use super::{Db, Scope, StoreError};

/// Stores one attempt.
pub async fn add(
    tx: &mut Fenced,
    scope: &Scope,
    id: &str,
    operation: &str,
    attempt: &api::Attempt,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO attempts (id, tenant_id, operation_id, at, step, request, reply, outcome, nth) \
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, COUNT(*) FROM attempts \
         WHERE tenant_id = $2 AND operation_id = $3",
    )
    .bind(id)
    .bind(scope.tenant())
    .bind(operation)
    .bind(&attempt.at)
    .bind(&attempt.step)
    .bind(&attempt.request)
    .bind(&attempt.reply)
    .bind(&attempt.outcome)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Stores a look: in place of the last attempt, where that found the same.
pub async fn look(
    tx: &mut Fenced,
    scope: &Scope,
    id: &str,
    operation: &str,
    look: &api::Attempt,
) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE attempts SET at = $1, request = $2, reply = $3 \
         WHERE tenant_id = $4 AND step = $5 AND outcome = $6 AND id = (SELECT id FROM attempts \
         WHERE tenant_id = $4 AND operation_id = $7 ORDER BY at DESC, nth DESC LIMIT 1)",
    )
    .bind(&look.at)
    .bind(&look.request)
    .bind(&look.reply)
    .bind(scope.tenant())
    .bind(&look.step)
    .bind(&look.outcome)
    .bind(operation)
    .execute(tx.db())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { add(tx, scope, id, operation, look).await }
}

/// Every attempt of an operation, oldest first.
pub async fn of_operation(
    db: &mut Db,
    scope: &Scope,
    operation: &str,
) -> Result<Vec<api::Attempt>, StoreError> {
    let rows = sqlx::query(
        "SELECT at, step, request, reply, outcome FROM attempts \
         WHERE tenant_id = $1 AND operation_id = $2 ORDER BY at, nth",
    )
    .bind(scope.tenant())
    .bind(operation)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(api::Attempt {
                at: row.try_get("at")?,
                step: row.try_get("step")?,
                request: row.try_get("request")?,
                reply: row.try_get("reply")?,
                outcome: row.try_get("outcome")?,
            })
        })
        .collect()
}
