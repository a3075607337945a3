//! Postings: what stands in the books, and the resolution that put it there (R44). A later mapping
//! re-posts nothing; only a document that changed at the source, and was changed in the books, too,
//! takes the former's place (R45). All that is added is when the books confirmed that it is void; the
//! next generation then has a posting of its own (R45).

use sqlx::Row;
use waypost_core::api;
use waypost_core::wire;

use super::{Db, Scope, StoreError};

/// What stands in the books for one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Posting {
    /// The connection that posted it.
    pub connection: String,
    /// Which life of the document it was.
    pub generation: u64,
    /// What was posted, in the public format.
    pub document: wire::Document,
    /// The tenant's catalogue as it was, when there was one.
    pub catalog: Option<wire::Catalog>,
    /// The exact body that created it.
    pub payload: String,
    /// Its number in the books, the resolution and the ledger's differences.
    pub posted: api::Posted,
}

impl Posting {
    /// The day that its entries carry.
    pub fn day(&self) -> wire::Date {
        self.posted.redated.as_ref().map_or(self.document.date, |redated| redated.to)
    }
}

/// Stores what was posted by `operation` for `document` (our id).
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    operation: &str,
    document: &str,
    posting: &Posting,
) -> Result<(), StoreError> {
    let posted = &posting.posted;
    sqlx::query(
        "INSERT INTO postings (operation_id, tenant_id, document_id, connection_id, document, \
         catalog, payload, mapping_version, preview, remote_id, remote_number, differences, \
         posted_at, generation, redated, posting_date) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(operation)
    .bind(scope.tenant())
    .bind(document)
    .bind(&posting.connection)
    .bind(serde_json::to_string(&posting.document)?)
    .bind(posting.catalog.as_ref().map(serde_json::to_string).transpose()?)
    .bind(&posting.payload)
    .bind(posted.mapping_version.cast_signed())
    .bind(serde_json::to_string(&posted.preview)?)
    .bind(&posted.remote_id)
    .bind(&posted.remote_number)
    .bind(serde_json::to_string(&posted.differences)?)
    .bind(&posted.posted_at)
    .bind(posting.generation.cast_signed())
    .bind(posted.redated.as_ref().map(serde_json::to_string).transpose()?)
    .bind(posting.day().to_string())
    .execute(db)
    .await?;
    Ok(())
}

/// Stores what `operation`'s document was changed into, in the books as at the source (R45).
pub async fn change(
    db: &mut Db,
    scope: &Scope,
    operation: &str,
    posting: &Posting,
) -> Result<(), StoreError> {
    let posted = &posting.posted;
    sqlx::query(
        "UPDATE postings SET document = $1, catalog = $2, payload = $3, mapping_version = $4, \
         preview = $5, remote_number = $6, differences = $7, posted_at = $8, posting_date = $9 \
         WHERE tenant_id = $10 AND operation_id = $11 AND generation = $12",
    )
    .bind(serde_json::to_string(&posting.document)?)
    .bind(posting.catalog.as_ref().map(serde_json::to_string).transpose()?)
    .bind(&posting.payload)
    .bind(posted.mapping_version.cast_signed())
    .bind(serde_json::to_string(&posted.preview)?)
    .bind(&posted.remote_number)
    .bind(serde_json::to_string(&posted.differences)?)
    .bind(&posted.posted_at)
    .bind(posting.day().to_string())
    .bind(scope.tenant())
    .bind(operation)
    .bind(posting.generation.cast_signed())
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that the books confirmed: what `operation` posted as `generation` is void.
pub async fn end(
    db: &mut Db,
    scope: &Scope,
    operation: &str,
    generation: u64,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE postings SET ended_at = $1 \
         WHERE tenant_id = $2 AND operation_id = $3 AND generation = $4",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(operation)
    .bind(generation.cast_signed())
    .execute(db)
    .await?;
    Ok(())
}

/// What stands in the books for `document` (our id); none once that is void.
pub async fn of_document(
    db: &mut Db,
    scope: &Scope,
    document: &str,
) -> Result<Option<Posting>, StoreError> {
    let row = sqlx::query(
        "SELECT connection_id, generation, document, catalog, payload, mapping_version, preview, \
         remote_id, remote_number, redated, differences, posted_at FROM postings \
         WHERE tenant_id = $1 AND document_id = $2 AND ended_at IS NULL",
    )
    .bind(scope.tenant())
    .bind(document)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let version: i64 = row.try_get("mapping_version")?;
    let document: String = row.try_get("document")?;
    let catalog: Option<String> = row.try_get("catalog")?;
    let preview: String = row.try_get("preview")?;
    let differences: String = row.try_get("differences")?;
    let generation: i64 = row.try_get("generation")?;
    let redated: Option<String> = row.try_get("redated")?;
    Ok(Some(Posting {
        connection: row.try_get("connection_id")?,
        generation: generation.cast_unsigned(),
        document: serde_json::from_str(&document)?,
        catalog: catalog.as_deref().map(serde_json::from_str).transpose()?,
        payload: row.try_get("payload")?,
        posted: api::Posted {
            remote_id: row.try_get("remote_id")?,
            remote_number: row.try_get("remote_number")?,
            posted_at: row.try_get("posted_at")?,
            mapping_version: version.cast_unsigned(),
            preview: serde_json::from_str(&preview)?,
            redated: redated.as_deref().map(serde_json::from_str).transpose()?,
            differences: serde_json::from_str(&differences)?,
        },
    }))
}

/// Whose posting a document of the books is, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Our document's id.
    pub document: String,
    /// The books confirmed that it is void.
    pub ended: bool,
}

/// Whose posting a document of the books already is, through whichever of the tenant's
/// connections: two of them may post to one company.
pub async fn owner(
    db: &mut Db,
    scope: &Scope,
    remote_id: &str,
) -> Result<Option<Owner>, StoreError> {
    let row = sqlx::query(
        "SELECT document_id, ended_at FROM postings WHERE tenant_id = $1 AND remote_id = $2",
    )
    .bind(scope.tenant())
    .bind(remote_id)
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let ended_at: Option<String> = row.try_get("ended_at")?;
        Ok(Owner { document: row.try_get("document_id")?, ended: ended_at.is_some() })
    })
    .transpose()
}

/// When a document of the subsidiary was last posted.
pub async fn last_posted_at(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT MAX(p.posted_at) AS at FROM postings p \
         JOIN documents d ON d.id = p.document_id AND d.tenant_id = p.tenant_id \
         WHERE p.tenant_id = $1 AND d.subsidiary_id = $2",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .fetch_one(db)
    .await?;
    Ok(row.try_get("at")?)
}
