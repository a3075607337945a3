//! What came of each try to deliver a change.

use sqlx::Row as _;
use waypost_core::api::DeliveryAttempt;

use super::super::{Db, Scope, StoreError};
use super::Tried;

/// Adds a try to those of a change.
pub(super) async fn add(
    db: &mut Db,
    scope: &Scope,
    (webhook, change): (&str, &str),
    tried: &Tried,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO delivery_attempts (webhook_id, change_id, nth, tenant_id, at, status, outcome) \
         VALUES ($1, $2, (SELECT COUNT(*) FROM delivery_attempts WHERE tenant_id = $3 \
         AND webhook_id = $1 AND change_id = $2), $3, $4, $5, $6)",
    )
    .bind(webhook)
    .bind(change)
    .bind(scope.tenant())
    .bind(now)
    .bind(tried.status.map(i64::from))
    .bind(&tried.outcome)
    .execute(db)
    .await?;
    Ok(())
}

/// Every try of a change, oldest first.
pub(super) async fn attempts(
    db: &mut Db,
    scope: &Scope,
    (webhook, change): (&str, &str),
) -> Result<Vec<DeliveryAttempt>, StoreError> {
    let rows = sqlx::query(
        "SELECT at, status, outcome FROM delivery_attempts \
         WHERE tenant_id = $1 AND webhook_id = $2 AND change_id = $3 ORDER BY nth",
    )
    .bind(scope.tenant())
    .bind(webhook)
    .bind(change)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let status: Option<i64> = row.try_get("status")?;
            Ok(DeliveryAttempt {
                at: row.try_get("at")?,
                status: status.and_then(|status| u16::try_from(status).ok()),
                outcome: row.try_get("outcome")?,
            })
        })
        .collect()
}
