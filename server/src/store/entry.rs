//! The few look-ups that come before a tenant is known: a session's token, an API key, a sign-in
//! name, the first administrator, the worker's rounds.
//!
//! Invariant (R50): the only module without a [`Scope`](super::Scope), and it returns nothing but
//! ids. Everything else about what was found is read through the scope that they make.

use sqlx::Row as _;

use super::{Db, Row, StoreError};

/// A row of some tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whose it is.
    pub tenant: String,
    /// Its id.
    pub id: String,
}

/// The user whose session has this token hash and is not over at `now`.
pub async fn session(
    db: &mut Db,
    token_hash: &str,
    now: &str,
) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT tenant_id, user_id AS id FROM sessions \
               WHERE token_hash = $1 AND expires_at > $2";
    found(sqlx::query(sql).bind(token_hash).bind(now).fetch_optional(db).await?)
}

/// The API key with this secret hash, unless it was revoked.
pub async fn api_key(db: &mut Db, secret_hash: &str) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT tenant_id, id FROM api_keys WHERE secret_hash = $1 AND revoked_at IS NULL";
    found(sqlx::query(sql).bind(secret_hash).fetch_optional(db).await?)
}

/// The user who signs in with this address (compared in lower case).
pub async fn user(db: &mut Db, email: &str) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT tenant_id, id FROM users WHERE email = $1";
    found(sqlx::query(sql).bind(email.to_lowercase()).fetch_optional(db).await?)
}

/// An administrator of any tenant: none until the first one is made.
pub async fn administrator(db: &mut Db) -> Result<Option<Found>, StoreError> {
    let sql = "SELECT tenant_id, id FROM users WHERE role = 'admin' ORDER BY id LIMIT 1";
    found(sqlx::query(sql).fetch_optional(db).await?)
}

/// Every tenant, oldest first.
pub async fn tenants(db: &mut Db) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT id FROM tenants ORDER BY created_at, id").fetch_all(db).await?;
    rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
}

/// Every connection of every tenant, for the worker's round.
pub async fn connections(db: &mut Db) -> Result<Vec<Found>, StoreError> {
    let rows =
        sqlx::query("SELECT tenant_id, id FROM connections ORDER BY id").fetch_all(db).await?;
    rows.iter()
        .map(|row| Ok(Found { tenant: row.try_get("tenant_id")?, id: row.try_get("id")? }))
        .collect()
}

/// Connections of any tenant that may lead to the company `id` of `system`: whoever takes one reads it
/// and compares.
pub async fn connections_to(db: &mut Db, system: &str, id: &str) -> Result<Vec<Found>, StoreError> {
    let rows = sqlx::query(
        "SELECT tenant_id, id FROM connections WHERE system = $1 AND company LIKE $2 ORDER BY id",
    )
    .bind(system)
    .bind(format!("%\"{id}\"%"))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok(Found { tenant: row.try_get("tenant_id")?, id: row.try_get("id")? }))
        .collect()
}

/// Every webhook of every tenant that something is due to at `now`, and waits for no earlier change of
/// the same subject.
pub async fn webhooks(db: &mut Db, now: &str) -> Result<Vec<Found>, StoreError> {
    let rows = sqlx::query(
        "SELECT w.tenant_id, w.id FROM webhooks w WHERE w.enabled = 1 AND w.stopped IS NULL \
         AND EXISTS (SELECT 1 FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'waiting' \
         AND d.next_try_at <= $1 AND NOT EXISTS (SELECT 1 FROM deliveries p \
         WHERE p.webhook_id = d.webhook_id AND p.state = 'waiting' AND p.subject = d.subject \
         AND p.nth < d.nth)) ORDER BY w.id",
    )
    .bind(now)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| Ok(Found { tenant: row.try_get("tenant_id")?, id: row.try_get("id")? }))
        .collect()
}

fn found(row: Option<Row>) -> Result<Option<Found>, StoreError> {
    row.map(|row| Ok(Found { tenant: row.try_get("tenant_id")?, id: row.try_get("id")? }))
        .transpose()
}
