//! Drift: what the books changed after it counted here or was sent there (R35).

use sqlx::Row as _;
use waypost_core::api::DriftRow;
use waypost_core::wire::Decision;

use super::super::{Db, Scope, StoreError};

/// Notes a drift; the same once only.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    (id, payment, document): (&str, &str, &str),
    decision: &Decision,
    now: &str,
) -> Result<(), StoreError> {
    let text = |amount: Option<waypost_core::wire::Amount>| amount.map(|it| it.to_string());
    sqlx::query(
        "INSERT INTO drifts (id, tenant_id, payment_id, document_id, reason, was, is_now, message, \
         seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (payment_id, document_id, reason, is_now) DO NOTHING",
    )
    .bind(id)
    .bind(scope.tenant())
    .bind(payment)
    .bind(document)
    .bind(decision.reason.map_or("", |reason| reason.as_str()))
    .bind(text(decision.was).unwrap_or_default())
    .bind(text(decision.is).unwrap_or_default())
    .bind(&decision.message)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Up to `limit` drifts, newest first, after the one of this time and id.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    after: Option<(String, String)>,
    limit: u32,
) -> Result<Vec<DriftRow>, StoreError> {
    let (at, id) = after.unzip();
    let rows = sqlx::query(
        "SELECT f.id, f.payment_id, f.document_id, d.number, d.subsidiary_id, f.reason, f.was, \
         f.is_now, f.message, f.seen_at FROM drifts f JOIN documents d \
         ON d.tenant_id = f.tenant_id AND d.id = f.document_id WHERE f.tenant_id = $1 \
         AND ($2 IS NULL OR f.seen_at < $2 OR (f.seen_at = $2 AND f.id < $3)) \
         ORDER BY f.seen_at DESC, f.id DESC LIMIT $4",
    )
    .bind(scope.tenant())
    .bind(at)
    .bind(id)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(DriftRow {
                id: row.try_get("id")?,
                payment: row.try_get("payment_id")?,
                document: row.try_get("document_id")?,
                number: row.try_get("number")?,
                subsidiary: row.try_get("subsidiary_id")?,
                reason: row.try_get("reason")?,
                was: row.try_get("was")?,
                is: row.try_get("is_now")?,
                message: row.try_get("message")?,
                seen_at: row.try_get("seen_at")?,
            })
        })
        .collect()
}
