//! Documents as the source last sent them, one row for each source id and origin. Where a document
//! stands is its operation's row ([`super::operation`]).

mod list;
mod of_late;

use sqlx::Row as _;
use waypost_core::sync::route::DUPLICATE;

pub use list::{Filter, list, row};
pub use of_late::{OfLate, of_late};

use super::{Db, Row, Scope, StoreError};

/// A document as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Our id.
    pub id: String,
    /// The source's id.
    pub source_id: String,
    /// Which part of the source formed it.
    pub origin: String,
    /// `invoice` or `bill`.
    pub kind: String,
    /// The number people know it by.
    pub number: String,
    /// Whom it is for.
    pub party: String,
    /// Its date.
    pub date: String,
    /// Two decimals.
    pub total: String,
    /// Currency code.
    pub currency: String,
    /// The subsidiary's source id: whose books it goes to, or stands in.
    pub subsidiary: String,
    /// Where the source moved it to since: it goes there once it is out of those books (R25).
    pub moves_to: Option<String>,
    /// The document in the public format, canonical JSON.
    pub body: String,
    /// SHA-256 of `body`, in hexadecimal.
    pub body_hash: String,
    /// Grows when the former one is void in the books (R45).
    pub generation: u64,
    /// When the present content came.
    pub received_at: String,
    /// When the source took it back.
    pub withdrawn_at: Option<String>,
}

/// The document with this source id and origin.
pub async fn find(
    db: &mut Db,
    scope: &Scope,
    source_id: &str,
    origin: &str,
) -> Result<Option<Stored>, StoreError> {
    let row = sqlx::query(
        "SELECT id, source_id, origin, kind, number, party_name, date, total, currency, \
         subsidiary_id, moves_to, body, body_hash, generation, received_at, withdrawn_at \
         FROM documents WHERE tenant_id = $1 AND source_id = $2 AND origin = $3",
    )
    .bind(scope.tenant())
    .bind(source_id)
    .bind(origin)
    .fetch_optional(db)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The document with this id of ours.
pub async fn get(db: &mut Db, scope: &Scope, id: &str) -> Result<Option<Stored>, StoreError> {
    let row = sqlx::query(
        "SELECT id, source_id, origin, kind, number, party_name, date, total, currency, \
         subsidiary_id, moves_to, body, body_hash, generation, received_at, withdrawn_at \
         FROM documents WHERE tenant_id = $1 AND id = $2",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_optional(db)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The earliest other document with the same source id, formed by another origin (edge 53).
pub async fn earlier_origin(
    db: &mut Db,
    scope: &Scope,
    document: &Stored,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT d.origin AS origin FROM documents d JOIN operations o \
         ON o.tenant_id = d.tenant_id AND o.subject_id = d.id AND o.kind = 'document' \
         WHERE d.tenant_id = $1 AND d.source_id = $2 AND d.id <> $3 \
         AND (o.reason IS NULL OR o.reason <> $4) ORDER BY d.received_at, d.id LIMIT 1",
    )
    .bind(scope.tenant())
    .bind(&document.source_id)
    .bind(&document.id)
    .bind(DUPLICATE)
    .fetch_optional(db)
    .await?;
    row.map(|row| Ok(row.try_get("origin")?)).transpose()
}

/// Stores a new document, or the new content of one that is there.
pub async fn put(db: &mut Db, scope: &Scope, document: &Stored) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO documents (id, tenant_id, source_id, origin, kind, number, party_name, date, \
         total, currency, subsidiary_id, body, body_hash, generation, received_at, moves_to) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
         ON CONFLICT (tenant_id, source_id, origin) DO UPDATE SET kind = $5, number = $6, \
         party_name = $7, date = $8, total = $9, currency = $10, subsidiary_id = $11, body = $12, \
         body_hash = $13, received_at = $15, moves_to = $16, withdrawn_at = NULL",
    )
    .bind(&document.id)
    .bind(scope.tenant())
    .bind(&document.source_id)
    .bind(&document.origin)
    .bind(&document.kind)
    .bind(&document.number)
    .bind(&document.party)
    .bind(&document.date)
    .bind(&document.total)
    .bind(&document.currency)
    .bind(&document.subsidiary)
    .bind(&document.body)
    .bind(&document.body_hash)
    .bind(document.generation.cast_signed())
    .bind(&document.received_at)
    .bind(&document.moves_to)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that the source took document `id` back.
pub async fn withdraw(db: &mut Db, scope: &Scope, id: &str, now: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE documents SET withdrawn_at = $1 WHERE tenant_id = $2 AND id = $3")
        .bind(now)
        .bind(scope.tenant())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives document `id`, which no books hold, to the subsidiary that the source moved it to meanwhile.
/// False where it was not moved.
pub async fn follow_source(db: &mut Db, scope: &Scope, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE documents SET subsidiary_id = moves_to, moves_to = NULL \
         WHERE tenant_id = $1 AND id = $2 AND moves_to IS NOT NULL",
    )
    .bind(scope.tenant())
    .bind(id)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Begins the next life of document `id`: the former is void in the books (R45).
pub async fn begin_generation(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    generation: u64,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE documents SET generation = $1 WHERE tenant_id = $2 AND id = $3")
        .bind(generation.cast_signed())
        .bind(scope.tenant())
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: &Row) -> Result<Stored, StoreError> {
    let generation: i64 = row.try_get("generation")?;
    Ok(Stored {
        id: row.try_get("id")?,
        source_id: row.try_get("source_id")?,
        origin: row.try_get("origin")?,
        kind: row.try_get("kind")?,
        number: row.try_get("number")?,
        party: row.try_get("party_name")?,
        date: row.try_get("date")?,
        total: row.try_get("total")?,
        currency: row.try_get("currency")?,
        subsidiary: row.try_get("subsidiary_id")?,
        moves_to: row.try_get("moves_to")?,
        body: row.try_get("body")?,
        body_hash: row.try_get("body_hash")?,
        generation: generation.cast_unsigned(),
        received_at: row.try_get("received_at")?,
        withdrawn_at: row.try_get("withdrawn_at")?,
    })
}
