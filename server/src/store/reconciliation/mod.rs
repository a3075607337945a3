//! Readings of the books beside what was posted: asked for, listed, read document by document, and
//! kept with the time they were read. Not the comparison (`waypost_core::reconcile`).
//!
//! Invariants: a period has at most one reading that goes on and one that was read; the one that was
//! read stays until the next is.

mod documents;
mod standing;

use sqlx::Row as _;
use waypost_core::api::Period;

pub use documents::{Due, Listed, add, due, listed, pairs, put, to_list};
pub use standing::{Done, changed_since, done, due_at, going, marks};

use super::{Db, Row, Scope, StoreError};

/// Which books.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// Our id of the connection.
    pub connection: &'a str,
    /// The company's id in the books.
    pub company: &'a str,
}

/// A reading that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    /// Its id.
    pub id: String,
    /// The company that it is about.
    pub company: String,
    /// Its days.
    pub period: Period,
    /// When it was asked for.
    pub asked_at: String,
    /// Its documents are all listed.
    pub listed: bool,
    /// How many were read.
    pub done: u64,
    /// How many there are.
    pub of: u64,
    /// What is in its way.
    pub trouble: Option<String>,
}

/// Asks for a reading; one that goes on for the same days is the same.
pub async fn ask(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    of: Of<'_>,
    period: &Period,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO reconciliations (id, tenant_id, connection_id, company_id, from_day, to_day, \
         asked_at) SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (SELECT 1 FROM \
         reconciliations WHERE tenant_id = $2 AND connection_id = $3 AND company_id = $4 \
         AND from_day = $5 AND to_day = $6 AND read_at IS NULL)",
    )
    .bind(id)
    .bind(scope.tenant())
    .bind(of.connection)
    .bind(of.company)
    .bind(period.from.to_string())
    .bind(period.to.to_string())
    .bind(now)
    .execute(&mut *db)
    .await?;
    // Whoever asks again need not wait for the next try.
    sqlx::query(
        "UPDATE reconciliations SET next_try_at = NULL WHERE tenant_id = $1 AND connection_id = $2 \
         AND read_at IS NULL",
    )
    .bind(scope.tenant())
    .bind(of.connection)
    .execute(db)
    .await?;
    Ok(())
}

/// The connection's oldest reading that is to go on now.
pub async fn open(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    now: &str,
) -> Result<Option<Going>, StoreError> {
    let row = sqlx::query(
        "SELECT id, company_id, from_day, to_day, asked_at, listed_at, documents, done, trouble \
         FROM reconciliations WHERE tenant_id = $1 AND connection_id = $2 AND read_at IS NULL \
         AND (next_try_at IS NULL OR next_try_at <= $3) ORDER BY asked_at, id LIMIT 1",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(now)
    .fetch_optional(db)
    .await?;
    row.as_ref().map(read).transpose()
}

/// Says why a reading does not go on, and when it is tried again.
pub async fn trouble(
    db: &mut Db,
    scope: &Scope,
    id: &str,
    why: &str,
    next_try_at: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE reconciliations SET trouble = $1, next_try_at = $2 WHERE tenant_id = $3 AND id = $4",
    )
    .bind(why)
    .bind(next_try_at)
    .bind(scope.tenant())
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Everything was read: those that were read before for the same days go.
pub async fn end(db: &mut Db, scope: &Scope, id: &str, now: &str) -> Result<(), StoreError> {
    let former = sqlx::query(
        "SELECT f.id AS id FROM reconciliations f JOIN reconciliations r \
         ON r.tenant_id = f.tenant_id AND r.connection_id = f.connection_id \
         AND r.from_day = f.from_day AND r.to_day = f.to_day \
         WHERE r.tenant_id = $1 AND r.id = $2 AND f.id <> r.id AND f.read_at IS NOT NULL",
    )
    .bind(scope.tenant())
    .bind(id)
    .fetch_all(&mut *db)
    .await?;
    for row in &former {
        let id: String = row.try_get("id")?;
        forget(db, scope, &id).await?;
    }
    sqlx::query(
        "UPDATE reconciliations SET read_at = $1, trouble = NULL, next_try_at = NULL \
         WHERE tenant_id = $2 AND id = $3",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(id)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets a reading.
pub async fn forget(db: &mut Db, scope: &Scope, id: &str) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM reconciled_documents WHERE tenant_id = $1 AND reconciliation_id = $2",
        "DELETE FROM reconciliations WHERE tenant_id = $1 AND id = $2",
    ] {
        sqlx::query(sql).bind(scope.tenant()).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}

/// Forgets what a connection's readings found before `before`.
pub async fn forget_before(
    db: &mut Db,
    scope: &Scope,
    connection: &str,
    before: &str,
) -> Result<(), StoreError> {
    let old = sqlx::query(
        "SELECT id FROM reconciliations WHERE tenant_id = $1 AND connection_id = $2 \
         AND read_at < $3",
    )
    .bind(scope.tenant())
    .bind(connection)
    .bind(before)
    .fetch_all(&mut *db)
    .await?;
    for row in &old {
        let id: String = row.try_get("id")?;
        forget(db, scope, &id).await?;
    }
    Ok(())
}

/// A stored reading.
fn read(row: &Row) -> Result<Going, StoreError> {
    let listed_at: Option<String> = row.try_get("listed_at")?;
    let (done, of): (i64, i64) = (row.try_get("done")?, row.try_get("documents")?);
    let day = |column: &str| -> Result<_, StoreError> {
        let text: String = row.try_get(column)?;
        Ok(serde_json::from_value(serde_json::Value::from(text))?)
    };
    Ok(Going {
        id: row.try_get("id")?,
        company: row.try_get("company_id")?,
        period: Period { from: day("from_day")?, to: day("to_day")? },
        asked_at: row.try_get("asked_at")?,
        listed: listed_at.is_some(),
        done: done.unsigned_abs(),
        of: of.unsigned_abs(),
        trouble: row.try_get("trouble")?,
    })
}
