//! A connection's mapping: the draft that is edited, and the versions that were submitted (R16).
//! A version is never updated: what posted a document last year can still be read (R44).

use sqlx::Row;
use waypost_core::api::Version;
use waypost_core::wire::Mapping;

use super::{Db, Scope, StoreError};

/// The draft as stored; its findings are computed when it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Grows by one with every save.
    pub revision: u64,
    /// What is mapped so far.
    pub mapping: Mapping,
    /// Done ended the mapping step for this revision.
    pub done: bool,
    /// Who saved it last.
    pub saved_by: String,
    /// When.
    pub saved_at: String,
}

/// The connection's draft; none while nobody has saved one.
pub async fn draft(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<Draft>, StoreError> {
    let row = sqlx::query(
        "SELECT revision, mapping, done, saved_by, saved_at FROM mapping_drafts \
         WHERE tenant_id = $1 AND connection_id = $2",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let revision: i64 = row.try_get("revision")?;
    let mapping: String = row.try_get("mapping")?;
    let done: i64 = row.try_get("done")?;
    Ok(Some(Draft {
        revision: revision.cast_unsigned(),
        mapping: serde_json::from_str(&mapping)?,
        done: done != 0,
        saved_by: row.try_get("saved_by")?,
        saved_at: row.try_get("saved_at")?,
    }))
}

/// Stores `draft` in place of the former one. The caller has compared revisions in the same
/// transaction.
pub async fn save_draft(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    draft: &Draft,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO mapping_drafts (connection_id, tenant_id, revision, mapping, done, saved_by, \
         saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (connection_id) DO UPDATE \
         SET revision = $3, mapping = $4, done = $5, saved_by = $6, saved_at = $7",
    )
    .bind(connection)
    .bind(scope.tenant())
    .bind(draft.revision.cast_signed())
    .bind(serde_json::to_string(&draft.mapping)?)
    .bind(i64::from(draft.done))
    .bind(&draft.saved_by)
    .bind(&draft.saved_at)
    .execute(db)
    .await?;
    Ok(())
}

/// Up to `limit` versions, newest first, older than `before`.
pub async fn versions(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    before: Option<u64>,
    limit: u32,
) -> Result<Vec<Version>, StoreError> {
    let rows = sqlx::query(
        "SELECT version, mapping, submitted_by, submitted_at FROM mapping_versions \
         WHERE tenant_id = $1 AND connection_id = $2 AND version < $3 \
         ORDER BY version DESC LIMIT $4",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(before.map_or(i64::MAX, u64::cast_signed))
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let version: i64 = row.try_get("version")?;
            let mapping: String = row.try_get("mapping")?;
            Ok(Version {
                version: version.cast_unsigned(),
                mapping: serde_json::from_str(&mapping)?,
                submitted_by: row.try_get("submitted_by")?,
                submitted_at: row.try_get("submitted_at")?,
            })
        })
        .collect()
}

/// The version that posts today: the newest.
pub async fn active(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<Version>, StoreError> {
    Ok(versions(db, scope, connection, None, 1).await?.pop())
}

/// Stores a new version.
pub async fn submit(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    version: &Version,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO mapping_versions (connection_id, tenant_id, version, mapping, submitted_by, \
         submitted_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(connection)
    .bind(scope.tenant())
    .bind(version.version.cast_signed())
    .bind(serde_json::to_string(&version.mapping)?)
    .bind(&version.submitted_by)
    .bind(&version.submitted_at)
    .execute(db)
    .await?;
    Ok(())
}
