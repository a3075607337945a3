//! Where readings stand: what goes on, what was read, when something is due, what changed since.

use sqlx::Row as _;
use waypost_core::api::{ChangeKind, Changed, Period};

use super::{Db, Going, Of, Scope, StoreError, read};
use crate::store::event::Mark;

/// A reading that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Its id.
    pub id: String,
    /// When its documents were listed.
    pub listed_at: String,
    /// When the books had been read.
    pub read_at: String,
}

/// The reading that goes on for a period.
pub async fn going(
    db: &mut Db,
    scope: &Scope,
    of: Of<'_>,
    period: &Period,
) -> Result<Option<Going>, StoreError> {
    let row = sqlx::query(
        "SELECT id, company_id, from_day, to_day, asked_at, listed_at, documents, done, trouble \
         FROM reconciliations WHERE tenant_id = $1 AND connection_id = $2 AND company_id = $3 \
         AND from_day = $4 AND to_day = $5 AND read_at IS NULL ORDER BY asked_at, id LIMIT 1",
    )
    .bind(scope.tenant())
    .bind(of.connection)
    .bind(of.company)
    .bind(period.from.to_string())
    .bind(period.to.to_string())
    .fetch_optional(db)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The last reading of a period that ended.
pub async fn done(
    db: &mut Db,
    scope: &Scope,
    of: Of<'_>,
    period: &Period,
) -> Result<Option<Done>, StoreError> {
    let row = sqlx::query(
        "SELECT id, COALESCE(listed_at, asked_at) AS listed, read_at FROM reconciliations \
         WHERE tenant_id = $1 AND connection_id = $2 AND company_id = $3 AND from_day = $4 \
         AND to_day = $5 AND read_at IS NOT NULL ORDER BY read_at DESC, id LIMIT 1",
    )
    .bind(scope.tenant())
    .bind(of.connection)
    .bind(of.company)
    .bind(period.from.to_string())
    .bind(period.to.to_string())
    .fetch_optional(db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Done {
        id: row.try_get("id")?,
        listed_at: row.try_get("listed")?,
        read_at: row.try_get("read_at")?,
    }))
}

/// When the connection's next reading is due; none where none goes on.
pub async fn due_at(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT MIN(COALESCE(next_try_at, asked_at)) AS at FROM reconciliations \
         WHERE tenant_id = $1 AND connection_id = $2 AND read_at IS NULL",
    )
    .bind(scope.tenant())
    .bind(connection)
    .fetch_one(db)
    .await?;
    Ok(row.try_get("at")?)
}

/// Whether a posting of the period was made, changed or ended after `since`.
pub async fn changed_since(
    db: &mut Db,
    scope: &Scope,
    of: Of<'_>,
    period: &Period,
    since: &str,
) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM postings WHERE tenant_id = $1 AND connection_id = $2 \
         AND posting_date >= $3 AND posting_date <= $4 AND (posted_at > $5 OR ended_at > $5)",
    )
    .bind(scope.tenant())
    .bind(of.connection)
    .bind(period.from.to_string())
    .bind(period.to.to_string())
    .bind(since)
    .fetch_one(db)
    .await?;
    let n: i64 = row.try_get("n")?;
    Ok(n > 0)
}

/// The readings as they stand, for whoever follows: how far each has come.
pub async fn marks(db: &mut Db, scope: &Scope) -> Result<Vec<Mark>, StoreError> {
    let rows = sqlx::query(
        "SELECT c.subsidiary_id AS subsidiary, r.id || ' ' || CAST(r.documents AS TEXT) || ' ' \
         || CAST(r.done AS TEXT) || ' ' || COALESCE(r.trouble, '') || ' ' \
         || COALESCE(r.read_at, '') AS mark FROM reconciliations r CROSS JOIN connections c \
         WHERE r.tenant_id = $1 AND c.tenant_id = r.tenant_id AND c.id = r.connection_id",
    )
    .bind(scope.tenant())
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let subsidiary = row.try_get("subsidiary")?;
            let of = Changed { subsidiary, kind: ChangeKind::Reconciliation };
            Ok(Mark { of, text: row.try_get("mark")? })
        })
        .collect()
}
