//! Attempts: every request about an operation and what was answered, secrets redacted (R44).
//! Appended to, never changed.

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
