//! How far payments were read from the books, document by document where the books show no payments, and
//! how a factor names its columns.

use sqlx::Row as _;
use waypost_core::payment::Turns;
use waypost_core::wire::FactoringColumns;

use super::super::{Db, Scope, StoreError};

/// How far a connection's payments were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Up to this moment.
    pub at: String,
    /// Why not further.
    pub trouble: Option<String>,
    /// The books said that something changed, and nobody has looked since.
    pub asked: bool,
}

/// How far; none before the first look.
pub async fn covered(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<Covered>, StoreError> {
    let row = sqlx::query(
        "SELECT covered_at, trouble, asked_at FROM payment_imports \
         WHERE tenant_id = $1 AND connection_id = $2",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_optional(db)
    .await?;
    row.map(|row| {
        let asked_at: Option<String> = row.try_get("asked_at")?;
        Ok(Covered {
            at: row.try_get("covered_at")?,
            trouble: row.try_get("trouble")?,
            asked: asked_at.is_some(),
        })
    })
    .transpose()
}

/// The books said at `now` that something changed in them: they are looked at in a round after it.
pub async fn ask(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE payment_imports SET asked_at = $1 WHERE tenant_id = $2 AND connection_id = $3",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(connection)
    .execute(db)
    .await?;
    Ok(())
}

/// Everything up to `at` was read; so many payments were on documents of others. What the
/// books said until then is answered with it.
pub async fn cover(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    at: &str,
    not_ours: usize,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO payment_imports (connection_id, tenant_id, covered_at, not_ours) \
         VALUES ($1, $2, $3, $4) ON CONFLICT (connection_id) \
         DO UPDATE SET covered_at = $3, not_ours = $4, trouble = NULL, asked_at = \
         CASE WHEN payment_imports.asked_at > $3 THEN payment_imports.asked_at ELSE NULL END",
    )
    .bind(connection)
    .bind(scope.tenant())
    .bind(at)
    .bind(i64::try_from(not_ours).unwrap_or(i64::MAX))
    .execute(db)
    .await?;
    Ok(())
}

/// Says why nothing was read; what was covered stays.
pub async fn trouble(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    why: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE payment_imports SET trouble = $1 WHERE tenant_id = $2 AND connection_id = $3",
    )
    .bind(why)
    .bind(scope.tenant())
    .bind(connection)
    .execute(db)
    .await?;
    Ok(())
}

/// How often a document turned Paid, as last seen.
pub async fn turns(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    document: &str,
) -> Result<Turns, StoreError> {
    let row = sqlx::query(
        "SELECT count, paid FROM turns \
         WHERE tenant_id = $1 AND connection_id = $2 AND document_id = $3",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(document)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(Turns::default()) };
    let (count, paid): (i64, i64) = (row.try_get("count")?, row.try_get("paid")?);
    Ok(Turns { count: u32::try_from(count).unwrap_or(u32::MAX), paid: paid != 0 })
}

/// Remembers how often a document turned Paid.
pub async fn put_turns(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    document: &str,
    turns: Turns,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO turns (connection_id, document_id, tenant_id, count, paid) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (connection_id, document_id) \
         DO UPDATE SET count = $4, paid = $5",
    )
    .bind(connection)
    .bind(document)
    .bind(scope.tenant())
    .bind(i64::from(turns.count))
    .bind(i64::from(turns.paid))
    .execute(db)
    .await?;
    Ok(())
}

/// The columns that were last chosen for a factor's report.
pub async fn columns(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
) -> Result<Option<FactoringColumns>, StoreError> {
    let row = sqlx::query(
        "SELECT columns FROM factoring_columns WHERE tenant_id = $1 AND subsidiary_id = $2",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let columns: String = row.try_get("columns")?;
    Ok(Some(serde_json::from_str(&columns)?))
}

/// Remembers the columns of a factor's report (R37).
pub async fn put_columns(
    db: &mut Db,
    scope: &Scope,
    subsidiary: &str,
    columns: &FactoringColumns,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO factoring_columns (tenant_id, subsidiary_id, columns) VALUES ($1, $2, $3) \
         ON CONFLICT (tenant_id, subsidiary_id) DO UPDATE SET columns = $3",
    )
    .bind(scope.tenant())
    .bind(subsidiary)
    .bind(serde_json::to_string(columns)?)
    .execute(db)
    .await?;
    Ok(())
}
