//! API keys, known by the hash of their secret (R52).

use sqlx::Row as _;
use waypost_core::api::Key;

use super::{Db, Row, Scope, StoreError};

/// Stores a new key.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    key: &Key,
    secret_hash: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO api_keys (id, tenant_id, name, prefix, secret_hash, scopes, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&key.id)
    .bind(scope.tenant())
    .bind(&key.name)
    .bind(&key.prefix)
    .bind(secret_hash)
    .bind(serde_json::to_string(&key.scopes)?)
    .bind(&key.created_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Up to `limit` keys that are not revoked, oldest first, after the one with id `after`.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    after: &str,
    limit: u32,
) -> Result<Vec<Key>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name, prefix, scopes, created_at, used_at FROM api_keys \
         WHERE tenant_id = $1 AND revoked_at IS NULL AND id > $2 ORDER BY id LIMIT $3",
    )
    .bind(scope.tenant())
    .bind(after)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

/// The key with this id, unless it was revoked.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Key>, StoreError> {
    let row = sqlx::query(
        "SELECT id, name, prefix, scopes, created_at, used_at FROM api_keys \
         WHERE tenant_id = $1 AND id = $2 AND revoked_at IS NULL",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Notes that a key opened a request.
pub async fn used(db: &mut Db, scope: &Scope, id: &str, now: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE api_keys SET used_at = $1 WHERE tenant_id = $2 AND id = $3")
        .bind(now)
        .bind(scope.tenant())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Revokes a key. False when there is none of that id.
pub async fn revoke(db: &mut Db, scope: &Scope, id: &str, now: &str) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE api_keys SET revoked_at = $1 \
         WHERE tenant_id = $2 AND id = $3 AND revoked_at IS NULL",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

fn read(row: &Row) -> Result<Key, StoreError> {
    let scopes: String = row.try_get("scopes")?;
    Ok(Key {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        prefix: row.try_get("prefix")?,
        scopes: serde_json::from_str(&scopes)?,
        created_at: row.try_get("created_at")?,
        used_at: row.try_get("used_at")?,
    })
}
