//! Webhooks: where a company's own system hears of changes, what changed, and what is still owed to
//! whom. Not how it is sent ([`crate::sync`]).
//!
//! Invariants: a change is written in the transaction that made it, with a row for each webhook that
//! it is owed to; a subject's changes are numbered in their order; a secret is stored sealed (R51).

mod attempt;
mod change;
mod delivery;

use sqlx::Row as _;
use waypost_core::api::Webhook;

use super::{Db, Row, Scope, StoreError};
use crate::vault::Sealed;

pub use change::{document_changed, documents_changed, payment_changed, payments_of};
pub use delivery::{Due, Tried, anew, due, forget, list, replay, tried};

const SELECT: &str = "SELECT w.id, w.url, w.description, w.enabled, w.created_at, w.failing_since, \
    w.stopped, (SELECT COUNT(*) FROM deliveries d WHERE d.tenant_id = w.tenant_id \
    AND d.webhook_id = w.id AND d.state = 'waiting') AS waiting FROM webhooks w WHERE w.tenant_id = $1";

/// The lane of a webhook.
pub fn lane(webhook: &str) -> String {
    format!("webhook/{webhook}")
}

/// Stores a new webhook with its sealed secret.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    webhook: &Webhook,
    secret: &Sealed,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO webhooks (id, tenant_id, url, description, enabled, sealed, key_id, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&webhook.id)
    .bind(scope.tenant())
    .bind(&webhook.url)
    .bind(&webhook.description)
    .bind(i64::from(webhook.enabled))
    .bind(&secret.bytes)
    .bind(&secret.key_id)
    .bind(&webhook.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// All webhooks, by id.
pub async fn all(db: &mut Db, scope: &Scope) -> Result<Vec<Webhook>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} ORDER BY w.id"));
    let rows = sqlx::query(sql).bind(scope.tenant()).fetch_all(db).await?;
    rows.iter().map(read).collect()
}

/// The webhook of that id.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Webhook>, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!("{SELECT} AND w.id = $2"));
    let row = sqlx::query(sql).bind(scope.tenant()).bind(id).fetch_optional(db).await?;
    row.as_ref().map(read).transpose()
}

/// Its secret, sealed.
pub async fn secret(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Sealed>, StoreError> {
    let row = sqlx::query("SELECT sealed, key_id FROM webhooks WHERE tenant_id = $1 AND id = $2")
        .bind(scope.tenant())
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(Sealed { key_id: row.try_get("key_id")?, bytes: row.try_get("sealed")? }))
        .transpose()
}

/// Stores what of a webhook may change: address, words, whether it is on, and how it fares.
pub async fn put(db: &mut Db, scope: &Scope, webhook: &Webhook) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE webhooks SET url = $1, description = $2, enabled = $3, failing_since = $4, \
         stopped = $5 WHERE tenant_id = $6 AND id = $7",
    )
    .bind(&webhook.url)
    .bind(&webhook.description)
    .bind(i64::from(webhook.enabled))
    .bind(&webhook.failing_since)
    .bind(&webhook.stopped)
    .bind(scope.tenant())
    .bind(&webhook.id)
    .execute(db)
    .await?;
    Ok(())
}

/// Says how its tries fare: since when they fail, and why nothing is sent any more.
pub async fn fares(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    (failing_since, stopped): (Option<&str>, Option<&str>),
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE webhooks SET failing_since = $1, stopped = $2 WHERE tenant_id = $3 AND id = $4",
    )
    .bind(failing_since)
    .bind(stopped)
    .bind(scope.tenant())
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Removes a webhook with all that is owed to it. False when there is none of that id.
pub async fn remove(db: &mut Db, scope: &Scope, id: &str) -> Result<bool, StoreError> {
    for sql in [
        "DELETE FROM delivery_attempts WHERE tenant_id = $1 AND webhook_id = $2",
        "DELETE FROM deliveries WHERE tenant_id = $1 AND webhook_id = $2",
    ] {
        sqlx::query(sql).bind(scope.tenant()).bind(id).execute(&mut *db).await?;
    }
    let sql = "DELETE FROM webhooks WHERE tenant_id = $1 AND id = $2";
    let done = sqlx::query(sql).bind(scope.tenant()).bind(id).execute(db).await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &Row) -> Result<Webhook, StoreError> {
    Ok(Webhook {
        id: row.try_get("id")?,
        url: row.try_get("url")?,
        description: row.try_get("description")?,
        enabled: row.try_get::<i64, _>("enabled")? != 0,
        created_at: row.try_get("created_at")?,
        failing_since: row.try_get("failing_since")?,
        stopped: row.try_get("stopped")?,
        waiting: row.try_get::<i64, _>("waiting")?.unsigned_abs(),
    })
}
