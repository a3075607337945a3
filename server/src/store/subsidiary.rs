//! A tenant's legal entities, by the source's own id. Where each stands is read from its
//! connection and its operations, never stored here.

use sqlx::Row;
use waypost_core::api::{ConnectionSummary, Subsidiary};

use super::{Db, Scope, StoreError, connection, operation, posting};

/// Stores a new subsidiary. False when there is one of that id.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    name: &str,
    now: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO subsidiaries (tenant_id, id, name, created_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(scope.tenant())
    .bind(id)
    .bind(name)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The subsidiary's name.
pub async fn name(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT name FROM subsidiaries WHERE tenant_id = $1 AND id = $2")
        .bind(scope.tenant())
        .bind(id)
        .fetch_optional(db)
        .await?;
    row.map(|row| Ok(row.try_get("name")?)).transpose()
}

/// The subsidiary and where it stands.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Subsidiary>, StoreError> {
    let Some(name) = name(db, scope, id).await? else { return Ok(None) };
    Ok(Some(standing(db, scope, id.to_owned(), name).await?))
}

/// Up to `limit` subsidiaries by id, after `after`.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    after: &str,
    limit: u32,
) -> Result<Vec<Subsidiary>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, name FROM subsidiaries WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
    )
    .bind(scope.tenant())
    .bind(after)
    .bind(limit)
    .fetch_all(&mut *db)
    .await?;
    let mut list = Vec::with_capacity(rows.len());
    for row in rows {
        list.push(standing(db, scope, row.try_get("id")?, row.try_get("name")?).await?);
    }
    Ok(list)
}

async fn standing(
    db: &mut Db,
    scope: &Scope,
    id: String,
    name: String,
) -> Result<Subsidiary, StoreError> {
    let connection =
        connection::of_subsidiary(db, scope, &id).await?.map(|connection| ConnectionSummary {
            system: connection.system,
            state: connection.state,
            company: connection.company.map(|company| company.display_name),
        });
    let counts = operation::counts(db, scope, &id).await?;
    let last_posted_at = posting::last_posted_at(db, scope, &id).await?;
    Ok(Subsidiary { id, name, connection, counts, last_posted_at })
}
