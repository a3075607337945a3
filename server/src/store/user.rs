//! The people of a tenant.

use sqlx::Row;
use waypost_core::api::Role;

use super::{Db, Scope, StoreError, read_name, stored_name};

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Our id.
    pub id: String,
    /// Sign-in name, in lower case.
    pub email: String,
    /// Display name.
    pub name: String,
    /// What the person may do (R52).
    pub role: Role,
    /// Argon2 hash in PHC format.
    pub password_hash: String,
}

/// Stores a new user.
pub async fn add(db: &mut Db, scope: &Scope, user: &User, now: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO users (id, tenant_id, email, name, role, password_hash, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&user.id)
    .bind(scope.tenant())
    .bind(user.email.to_lowercase())
    .bind(&user.name)
    .bind(stored_name(&user.role)?)
    .bind(&user.password_hash)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The user with this id.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<User>, StoreError> {
    let row = sqlx::query(
        "SELECT id, email, name, role, password_hash FROM users WHERE tenant_id = $1 AND id = $2",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let role: String = row.try_get("role")?;
    Ok(Some(User {
        id: row.try_get("id")?,
        email: row.try_get("email")?,
        name: row.try_get("name")?,
        role: read_name(&role)?,
        password_hash: row.try_get("password_hash")?,
    }))
}
