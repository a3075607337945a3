//! Tenants: trucking companies.

use sqlx::Row;

use super::{Db, Scope, StoreError};

/// Makes the tenant that `scope` names. Making it again changes nothing.
pub async fn add(db: &mut Db, scope: &Scope, name: &str, now: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO tenants (id, name, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    )
    .bind(scope.tenant())
    .bind(name)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// The company's name.
pub async fn name(db: &mut Db, scope: &Scope) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT name FROM tenants WHERE id = $1")
        .bind(scope.tenant())
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(row.try_get("name")?)).transpose()
}
