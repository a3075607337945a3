//! Browser sessions, known by the hash of their token: a copy of the database signs nobody in.

use sqlx::Row;

use super::{Db, Scope, StoreError};

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie's token.
    pub token_hash: String,
    /// Who is signed in.
    pub user: String,
    /// What every write must carry.
    pub csrf_token: String,
    /// When it ends.
    pub expires_at: String,
}

/// Stores a session that begins at `now`; those that are over go.
pub async fn begin(
    db: &mut Db,
    scope: &Scope,
    session: &Session,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE tenant_id = $1 AND expires_at <= $2")
        .bind(scope.tenant())
        .bind(now)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO sessions (token_hash, tenant_id, user_id, csrf_token, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&session.token_hash)
    .bind(scope.tenant())
    .bind(&session.user)
    .bind(&session.csrf_token)
    .bind(now)
    .bind(&session.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// The session with this token hash.
pub async fn get(
    db: &mut Db,
    scope: &Scope,
    token_hash: &str,
) -> Result<Option<Session>, StoreError> {
    let row = sqlx::query(
        "SELECT token_hash, user_id, csrf_token, expires_at FROM sessions \
         WHERE tenant_id = $1 AND token_hash = $2",
    )
    .bind(scope.tenant())
    .bind(token_hash)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Session {
        token_hash: row.try_get("token_hash")?,
        user: row.try_get("user_id")?,
        csrf_token: row.try_get("csrf_token")?,
        expires_at: row.try_get("expires_at")?,
    }))
}

/// Ends a session.
pub async fn end(db: &mut Db, scope: &Scope, token_hash: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE tenant_id = $1 AND token_hash = $2")
        .bind(scope.tenant())
        .bind(token_hash)
        .execute(db)
        .await?;
    Ok(())
}
