//! Sign-ins that have begun: bound to the browser session that began them, used once, expiring.

use sqlx::Row;

use super::{Db, Scope, StoreError};
use crate::vault::Sealed;

/// A sign-in that has begun.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// SHA-256 of the `state` parameter.
    pub state_hash: String,
    /// The connection that is signed in.
    pub connection: String,
    /// Hash of the browser session's token.
    pub session_hash: String,
    /// Which environment is connected.
    pub environment: String,
    /// The PKCE verifier, sealed.
    pub verifier: Sealed,
    /// Not to be used after.
    pub expires_at: String,
}

/// Stores a sign-in that begins; those that have expired go.
pub async fn begin(
    db: &mut Db,
    scope: &Scope,
    sign_in: &SignIn,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sign_ins WHERE tenant_id = $1 AND expires_at <= $2")
        .bind(scope.tenant())
        .bind(now)
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO sign_ins (state_hash, tenant_id, connection_id, session_hash, environment, \
         sealed_verifier, key_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&sign_in.state_hash)
    .bind(scope.tenant())
    .bind(&sign_in.connection)
    .bind(&sign_in.session_hash)
    .bind(&sign_in.environment)
    .bind(&sign_in.verifier.bytes)
    .bind(&sign_in.verifier.key_id)
    .bind(&sign_in.expires_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a sign-in: it is gone afterwards, whatever comes of it. Only the session that began it
/// finds it.
pub async fn take(
    db: &mut Db,
    scope: &Scope,
    state_hash: &str,
    session_hash: &str,
) -> Result<Option<SignIn>, StoreError> {
    let row = sqlx::query(
        "DELETE FROM sign_ins WHERE tenant_id = $1 AND state_hash = $2 AND session_hash = $3 \
         RETURNING state_hash, connection_id, session_hash, environment, sealed_verifier, key_id, \
         expires_at",
    )
    .bind(scope.tenant())
    .bind(state_hash)
    .bind(session_hash)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(SignIn {
        state_hash: row.try_get("state_hash")?,
        connection: row.try_get("connection_id")?,
        session_hash: row.try_get("session_hash")?,
        environment: row.try_get("environment")?,
        verifier: Sealed { key_id: row.try_get("key_id")?, bytes: row.try_get("sealed_verifier")? },
        expires_at: row.try_get("expires_at")?,
    }))
}
