//! Write-offs: credit memos over what was posted, and the content that the books carry with each (R45).
//! The posting stays what posted it (R44).

use sqlx::Row as _;
use waypost_core::api::WrittenOff;
use waypost_core::sync::difference::Content;
use waypost_core::wire::{Document, Preview};

use super::posting::Posting;
use super::{Db, Row, Scope, StoreError};

/// A credit memo over a posting.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteOff {
    /// The credit memo, and who had it made.
    pub written: WrittenOff,
    /// The content that the books carry with it, in the public format.
    pub document: Document,
    /// The resolution of that content.
    pub preview: Preview,
    /// The exact body that created it.
    pub payload: String,
}

/// Whose write-off it is.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// The operation that posted the invoice.
    pub operation: &'a str,
    /// Which life of the document.
    pub generation: u64,
    /// Our id of the document.
    pub document: &'a str,
    /// The connection that posts it.
    pub connection: &'a str,
}

/// Stores what was written off.
pub async fn add(db: &mut Db, scope: &Scope, of: Of<'_>, one: &WriteOff) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO write_offs (operation_id, generation, tenant_id, document_id, connection_id, \
         remote_id, document, preview, payload, written, posted_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(of.operation)
    .bind(of.generation.cast_signed())
    .bind(scope.tenant())
    .bind(of.document)
    .bind(of.connection)
    .bind(&one.written.remote_id)
    .bind(serde_json::to_string(&one.document)?)
    .bind(serde_json::to_string(&one.preview)?)
    .bind(&one.payload)
    .bind(serde_json::to_string(&one.written)?)
    .bind(&one.written.posted_at)
    .execute(db)
    .await?;
    Ok(())
}

/// What was written off the posting of `document` (our id) that stands, oldest first.
pub async fn standing(
    db: &mut Db,
    scope: &Scope,
    document: &str,
) -> Result<Vec<WriteOff>, StoreError> {
    let rows = sqlx::query(
        "SELECT w.document, w.preview, w.payload, w.written FROM write_offs w \
         JOIN postings p ON p.tenant_id = w.tenant_id AND p.operation_id = w.operation_id \
         AND p.generation = w.generation WHERE w.tenant_id = $1 AND w.document_id = $2 \
         AND p.ended_at IS NULL ORDER BY w.posted_at, w.remote_id",
    )
    .bind(scope.tenant())
    .bind(document)
    .fetch_all(db)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<WriteOff, StoreError> {
    let text = |column: &str| row.try_get::<String, _>(column);
    Ok(WriteOff {
        written: serde_json::from_str(&text("written")?)?,
        document: serde_json::from_str(&text("document")?)?,
        preview: serde_json::from_str(&text("preview")?)?,
        payload: text("payload")?,
    })
}

/// How often something was written off `document` (our id), in all of its lives.
pub async fn count(db: &mut Db, scope: &Scope, document: &str) -> Result<usize, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM write_offs WHERE tenant_id = $1 AND document_id = $2",
    )
    .bind(scope.tenant())
    .bind(document)
    .fetch_one(db)
    .await?;
    let n: i64 = row.try_get("n")?;
    Ok(usize::try_from(n).unwrap_or(usize::MAX))
}

/// The content that the books carry: what was posted, less what was written off since.
pub fn in_books<'a>(posting: &'a Posting, written: &'a [WriteOff]) -> Content<'a> {
    match written.last() {
        Some(last) => Content { document: &last.document, preview: &last.preview },
        None => Content { document: &posting.document, preview: &posting.posted.preview },
    }
}
