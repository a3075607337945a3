//! A subsidiary's catalogue as it stands now. What a change retires and adds is decided by
//! [`crate::intake::catalog`].

use sqlx::Row;
use waypost_core::api::CatalogState;

use super::{Db, Scope, StoreError};

/// The subsidiary's catalogue; none until the source has sent one.
pub async fn get(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
) -> Result<Option<CatalogState>, StoreError> {
    let row = sqlx::query(
        "SELECT version, catalog, retired, added FROM catalogs \
         WHERE tenant_id = $1 AND subsidiary_id = $2",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let version: i64 = row.try_get("version")?;
    let catalog: String = row.try_get("catalog")?;
    let retired: String = row.try_get("retired")?;
    let added: String = row.try_get("added")?;
    Ok(Some(CatalogState {
        version: version.cast_unsigned(),
        catalog: serde_json::from_str(&catalog)?,
        retired: serde_json::from_str(&retired)?,
        added: serde_json::from_str(&added)?,
    }))
}

/// Stores `state` as the subsidiary's catalogue.
pub async fn put(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    state: &CatalogState,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO catalogs (tenant_id, subsidiary_id, version, catalog, retired, added, \
         received_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (tenant_id, subsidiary_id) DO UPDATE \
         SET version = $3, catalog = $4, retired = $5, added = $6, received_at = $7",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(state.version.cast_signed())
    .bind(serde_json::to_string(&state.catalog)?)
    .bind(serde_json::to_string(&state.retired)?)
    .bind(serde_json::to_string(&state.added)?)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
