//! The documents of a reading: which postings it is about, and what the books say of each.

use sqlx::Row as _;
use waypost_core::api::{Period, Redated};
use waypost_core::reconcile::{Ours, Pair, Theirs, ours};
use waypost_core::wire::{Date, Document, Preview};

use super::{Db, Going, Of, Scope, StoreError};

/// A posting that a reading is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The operation that posted it: where the next page begins.
    pub operation: String,
    /// Its id in the books.
    pub remote_id: String,
    /// What was posted; none when that was on a day outside of the period.
    pub ours: Option<Ours>,
}

/// A document that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its id in the books.
    pub remote_id: String,
    /// What was posted.
    pub ours: Ours,
}

/// The postings of a period that stand, up to `limit` of them after the operation `after`. Those of
/// another lane are of another company.
pub async fn to_list(
    db: &mut Db,
    scope: &Scope,
    (of, lane): (Of<'_>, &str),
    period: &Period,
    after: &str,
    limit: u32,
) -> Result<Vec<Listed>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.operation_id, p.document_id, p.document, p.preview, p.remote_id, \
         p.remote_number, p.redated FROM postings p JOIN operations o ON o.id = p.operation_id \
         AND o.tenant_id = p.tenant_id WHERE p.tenant_id = $1 AND p.connection_id = $2 \
         AND p.ended_at IS NULL AND (o.lane = $3 OR o.lane = '') AND (p.posting_date IS NULL \
         OR (p.posting_date >= $4 AND p.posting_date <= $5)) AND p.operation_id > $6 \
         ORDER BY p.operation_id LIMIT $7",
    )
    .bind(scope.tenant())
    .bind(of.connection)
    .bind(lane)
    .bind(period.from.to_string())
    .bind(period.to.to_string())
    .bind(after)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let (document, preview): (String, String) =
                (row.try_get("document")?, row.try_get("preview")?);
            let document: Document = serde_json::from_str(&document)?;
            let preview: Preview = serde_json::from_str(&preview)?;
            let redated: Option<String> = row.try_get("redated")?;
            let redated: Option<Redated> =
                redated.as_deref().map(serde_json::from_str).transpose()?;
            let day: Date = redated.map_or(document.date, |redated| redated.to);
            let posted = Ours {
                document: row.try_get("document_id")?,
                number: document.number().to_owned(),
                remote_number: row.try_get("remote_number")?,
                kind: document.kind,
                day: day.to_string(),
                control: preview.control.account.unwrap_or_default(),
                entries: ours(&preview.entries, day),
            };
            Ok(Listed {
                operation: row.try_get("operation_id")?,
                remote_id: row.try_get("remote_id")?,
                ours: (period.from <= day && day <= period.to).then_some(posted),
            })
        })
        .collect()
}

/// Adds a document to a reading; one that is there already stays as it is.
pub async fn add(
    db: &mut Db,
    scope: &Scope,
    reading: &str,
    remote_id: &str,
    ours: &Ours,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO reconciled_documents (reconciliation_id, tenant_id, document_id, remote_id, \
         ours) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (reconciliation_id, document_id) DO NOTHING",
    )
    .bind(reading)
    .bind(scope.tenant())
    .bind(&ours.document)
    .bind(remote_id)
    .bind(serde_json::to_string(ours)?)
    .execute(db)
    .await?;
    Ok(())
}

/// All documents of a reading are there.
pub async fn listed(
    db: &mut Db,
    scope: &Scope,
    reading: &str,
    now: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE reconciliations SET listed_at = $1, documents = (SELECT COUNT(*) FROM \
         reconciled_documents WHERE tenant_id = $2 AND reconciliation_id = $3) \
         WHERE tenant_id = $2 AND id = $3",
    )
    .bind(now)
    .bind(scope.tenant())
    .bind(reading)
    .execute(db)
    .await?;
    Ok(())
}

/// Up to `limit` documents that were not read yet.
pub async fn due(
    db: &mut Db,
    scope: &Scope,
    reading: &Going,
    limit: u32,
) -> Result<Vec<Due>, StoreError> {
    let rows = sqlx::query(
        "SELECT remote_id, ours FROM reconciled_documents WHERE tenant_id = $1 \
         AND reconciliation_id = $2 AND theirs IS NULL ORDER BY document_id LIMIT $3",
    )
    .bind(scope.tenant())
    .bind(&reading.id)
    .bind(i64::from(limit))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let ours: String = row.try_get("ours")?;
            Ok(Due { remote_id: row.try_get("remote_id")?, ours: serde_json::from_str(&ours)? })
        })
        .collect()
}

/// Stores what the books say of some documents, by our ids, and that what was in the way is gone.
pub async fn put(
    db: &mut Db,
    scope: &Scope,
    reading: &str,
    read: &[(String, Theirs)],
) -> Result<(), StoreError> {
    for (document, theirs) in read {
        sqlx::query(
            "UPDATE reconciled_documents SET theirs = $1 WHERE tenant_id = $2 \
             AND reconciliation_id = $3 AND document_id = $4",
        )
        .bind(serde_json::to_string(theirs)?)
        .bind(scope.tenant())
        .bind(reading)
        .bind(document)
        .execute(&mut *db)
        .await?;
    }
    sqlx::query(
        "UPDATE reconciliations SET trouble = NULL, next_try_at = NULL, done = (SELECT COUNT(*) \
         FROM reconciled_documents WHERE tenant_id = $1 AND reconciliation_id = $2 \
         AND theirs IS NOT NULL) WHERE tenant_id = $1 AND id = $2",
    )
    .bind(scope.tenant())
    .bind(reading)
    .execute(db)
    .await?;
    Ok(())
}

/// Both sides of all documents of a reading that ended.
pub async fn pairs(db: &mut Db, scope: &Scope, reading: &str) -> Result<Vec<Pair>, StoreError> {
    let rows = sqlx::query(
        "SELECT ours, theirs FROM reconciled_documents WHERE tenant_id = $1 \
         AND reconciliation_id = $2 AND theirs IS NOT NULL ORDER BY document_id",
    )
    .bind(scope.tenant())
    .bind(reading)
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|row| {
            let (ours, theirs): (String, String) = (row.try_get("ours")?, row.try_get("theirs")?);
            Ok(Pair { ours: serde_json::from_str(&ours)?, theirs: serde_json::from_str(&theirs)? })
        })
        .collect()
}
