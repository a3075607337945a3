//! Credentials: sealed bytes, one row for each connection (R51). What is in them only
//! [`crate::oauth`] knows, and only [`crate::vault`] opens them.

use sqlx::Row;

use super::{Db, Scope, StoreError};
use crate::vault::Sealed;

/// A sealed credential and its revision.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The sealed bytes.
    pub sealed: Sealed,
    /// Grows with every change.
    pub revision: i64,
}

/// How old a credential is, and when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// When it was last renewed.
    pub renewed_at: String,
    /// When it ends unless it is renewed, where that is known.
    pub ends_at: Option<String>,
}

/// How long the credential of `connection` lasts; none where there is no credential.
pub async fn life(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<Life>, StoreError> {
    let row = sqlx::query(
        "SELECT updated_at, ends_at FROM credentials WHERE tenant_id = $1 AND connection_id = $2",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Life { renewed_at: row.try_get("updated_at")?, ends_at: row.try_get("ends_at")? }))
}

/// The credential of `connection`.
pub async fn get(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<Stored>, StoreError> {
    let row = sqlx::query(
        "SELECT sealed, key_id, revision FROM credentials \
         WHERE tenant_id = $1 AND connection_id = $2",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        sealed: Sealed { key_id: row.try_get("key_id")?, bytes: row.try_get("sealed")? },
        revision: row.try_get("revision")?,
    }))
}

/// Forgets the credential of `connection`.
pub async fn remove(db: &mut Db, scope: &Scope, connection: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM credentials WHERE tenant_id = $1 AND connection_id = $2")
        .bind(scope.tenant())
        .bind(connection)
        .execute(db)
        .await?;
    Ok(())
}

/// Puts a new credential, and when it ends, in place of whatever was there. Its revision was never that
/// of another, not of one that was forgotten either: the connection's version has grown since.
pub async fn put(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    (sealed, ends_at): (&Sealed, Option<&str>),
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO credentials (connection_id, tenant_id, sealed, key_id, revision, updated_at, \
         ends_at) VALUES ($1, $2, $3, $4, (SELECT c.version FROM connections c WHERE c.tenant_id = $2 \
         AND c.id = $1) * 1000000, $5, $6) ON CONFLICT (connection_id) DO UPDATE \
         SET sealed = $3, key_id = $4, revision = credentials.revision + 1, updated_at = $5, \
         ends_at = $6",
    )
    .bind(connection)
    .bind(scope.tenant())
    .bind(&sealed.bytes)
    .bind(&sealed.key_id)
    .bind(now)
    .bind(ends_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Replaces revision `from` only. False when somebody else replaced it first: read theirs.
pub async fn replace(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    from: i64,
    (sealed, ends_at): (&Sealed, Option<&str>),
    now: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE credentials SET sealed = $1, key_id = $2, revision = revision + 1, \
         updated_at = $3, ends_at = $7 WHERE tenant_id = $4 AND connection_id = $5 \
         AND revision = $6",
    )
    .bind(&sealed.bytes)
    .bind(&sealed.key_id)
    .bind(now)
    .bind(scope.tenant())
    .bind(connection)
    .bind(from)
    .bind(ends_at)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
